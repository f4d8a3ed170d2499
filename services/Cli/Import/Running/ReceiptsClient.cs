using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace EventPlatform.Cli.Import.Running;

/// <summary>What became of a posted report.</summary>
/// <param name="Status">stored, duplicate, conflicting or dead-lettered.</param>
/// <param name="Projected">Lists of records have it.</param>
internal sealed record Receipt(string Status, string Id, bool Projected, string? Why)
{
    public bool IsOnItsWay => Status is "stored" or "duplicate" && !Projected;
}

/// <summary>Waits for what became of posted reports, by Query's <c>GET /v1/receipts</c>.</summary>
internal sealed class ReceiptsClient(HttpClient http, Platform platform, TimeProvider time)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The receipts, once all of them are there and none is on its way any more.</summary>
    /// <exception cref="CommandException">Nothing more became of them for as long as the patience lasts.</exception>
    public async Task<IReadOnlyList<Receipt>> WaitAsync(IEnumerable<string> links, TimeSpan patience, CancellationToken ct)
    {
        var settled = new List<Receipt>();
        foreach (var some in links.Chunk(AtOnce))
        {
            var open = some;
            for (var since = time.GetTimestamp(); open.Length > 0;)
            {
                var found = await Task.WhenAll(open.Select(link => FindAsync(link, ct)));
                settled.AddRange(found.OfType<Receipt>().Where(receipt => !receipt.IsOnItsWay));
                open = [.. open.Zip(found).Where(pair => pair.Second is not { IsOnItsWay: false }).Select(pair => pair.First)];
                if (open.Length == 0) break;
                if (time.GetElapsedTime(since) > patience)
                    throw new CommandException($"The platform does not show yet what was posted, after {patience.TotalSeconds:0} s. Nothing was retracted; look whether it is behind (docs/operations.md), then run the import again.");
                await Task.Delay(LookEvery, time, ct);
            }
        }

        return settled;
    }

    private async Task<Receipt?> FindAsync(string link, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(platform.Query, link));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", platform.ReadKey);
        try
        {
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode == HttpStatusCode.NotFound) return null;
            if (response.IsSuccessStatusCode) return await response.Content.ReadFromJsonAsync<Receipt>(ct);
            throw new CommandException($"Query at {platform.Query} answers {(int)response.StatusCode} to {link}. Nothing was retracted; run the import again.");
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or TaskCanceledException)
        {
            throw new CommandException($"Query does not answer at {platform.Query}. Nothing was retracted; run the import again.");
        }
    }
}
