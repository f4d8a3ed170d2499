using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace EventPlatform.Cli.Import.Running;

/// <summary>A live record of a source: the event id of its newest report, and the partition that it is in.</summary>
/// <param name="IsNew">The source did not say it before that report's release.</param>
internal sealed record LiveRecord(string? RecordKey, string Id, string Type, string? PartitionKey, string? Release, bool IsNew = false);

/// <summary>Lists the live records of a source, from Query's <c>GET /v1/records</c>.</summary>
internal sealed class RecordsClient(HttpClient http, Platform platform)
{
    private sealed record Page(IReadOnlyList<LiveRecord> Items, string? Next);

    /// <exception cref="CommandException">Query does not answer, or not as expected.</exception>
    public async IAsyncEnumerable<LiveRecord> ListAsync(string source, [EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await PageAsync(source, cursor, ct);
            foreach (var record in page.Items) yield return record;
            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private async Task<Page> PageAsync(string source, string? cursor, CancellationToken ct)
    {
        var path = $"/v1/records?source={Uri.EscapeDataString(source)}&limit=1000{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Query, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.ReadKey);
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.IsSuccessStatusCode) return (await response.Content.ReadFromJsonAsync<Page>(ct))!;
            throw new CommandException($"Query at {platform.Query} answers {(int)response.StatusCode} to {path}. Nothing was retracted.");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            throw new CommandException($"Query does not answer at {platform.Query}. Nothing was retracted.");
        }
    }
}
