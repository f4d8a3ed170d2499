using System.Net.Http.Headers;
using System.Text;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>
/// Posts batches of CloudEvents to a consumer.
/// If the consumer does not answer, or answers with 429 or 5xx, the same batch is sent again.
/// </summary>
internal sealed class AddressTarget(Uri address, string? bearer, TimeProvider time) : IReplayTarget
{
    public const string Header = "EventPlatform-Replay";
    private const int MaxTries = 10;
    private const int Shown = 300;

    private readonly HttpClient http = new();

    public long Bytes => 0;

    public async Task SendAsync(IReadOnlyList<string> events, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var problem = await TryAsync(events, ct);
            if (problem is null) return;
            if (attempt == MaxTries)
                throw new CommandException(
                    $"{address} did not accept a batch in {MaxTries} attempts: {problem}. Run the same command again to continue.");
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5_000, 100 * Math.Pow(2, attempt))), time, ct);
        }
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Null if the batch was accepted; otherwise the problem, if it is worth a retry.</summary>
    private async Task<string?> TryAsync(IReadOnlyList<string> events, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]"))
            {
                Headers = { ContentType = new("application/cloudevents-batch+json") },
            },
        };
        request.Headers.Add(Header, "true");
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode) return null;
            var text = await answer.Content.ReadAsStringAsync(ct);
            var problem = $"{(int)answer.StatusCode} {text[..Math.Min(Shown, text.Length)].ReplaceLineEndings(" ")}";
            return (int)answer.StatusCode is 429 or >= 500 ? problem : throw new CommandException($"{address} refuses a batch: {problem}");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            return e.Message;
        }
    }
}
