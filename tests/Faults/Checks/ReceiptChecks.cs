using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Faults.Checks;

/// <summary>Each receipt agrees with the log.</summary>
internal static class ReceiptChecks
{
    private const int AtOnce = 8;

    public static async Task<IReadOnlyList<Check>> OfAsync(ServiceProcess query, StoredLog log, Ledger ledger)
    {
        var stored = log.Reports.GroupBy(report => report.Report).ToDictionary(same => same.Key, same => same.First());
        var kinds = Enum.GetValues<Kind>().ToDictionary(kind => kind, _ => new List<string>());
        using var feed = query.Client(Role.Feed);
        await Parallel.ForEachAsync(ledger.Receipts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (kept, _) =>
        {
            var (expected, told) = (Truth(kept, stored.GetValueOrDefault(kept.Report)), await ToldAsync(feed, kept));
            if (expected == told) return;
            lock (kinds) kinds[kept.Kind].Add($"{kept.Report} is {expected}, but the receipt has: {told}");
        });
        return [.. kinds.Select(kind => Of(kind.Key, kind.Value, ledger.Receipts.Count(kept => kept.Kind == kind.Key)))];
    }

    private static Check Of(Kind kind, List<string> wrong, int asked) =>
        new($"correct receipts: {kind.ToString().ToLowerInvariant()}", asked, asked - wrong.Count, wrong);

    private static string Truth(KeptReceipt kept, StoredReport? stored) => kept.Kind switch
    {
        Kind.Poison => "dead-lettered",
        _ when stored is null => "nowhere",
        Kind.Conflict => $"conflicting {stored.Position}",
        Kind.Report when stored.EventId == EventOf(kept) => $"stored {stored.Position} projected",
        Kind.Report when !kept.Repeated => "stored, but not by its only post",
        _ => $"duplicate {stored.Position} projected",
    };

    private static async Task<string> ToldAsync(HttpClient feed, KeptReceipt kept)
    {
        using var answer = await feed.GetAsync(new Uri(kept.Path, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK) return $"{(int)answer.StatusCode}";
        var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        if ((string?)receipt["source"] != kept.Report.Source || (string?)receipt["id"] != kept.Report.Id)
            return $"another report: {receipt.ToJsonString()}";
        var position = receipt["position"] is { } at ? $" {at}" : "";
        return $"{receipt["status"]}{position}{((bool)receipt["projected"]! ? " projected" : "")}";
    }

    private static Guid EventOf(KeptReceipt kept) => Guid.Parse(HttpUtility.ParseQueryString(kept.Path.Split('?')[1])["event"]!);
}
