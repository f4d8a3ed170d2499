using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.Faults;

/// <summary>
/// A feed that posts its reports in order, in bodies of many sizes, and retries each body until it is answered with 202. In between it
/// repeats acknowledged reports, unchanged or with other content.
/// </summary>
internal sealed class FaultClient(HttpClient ingestion, Ledger ledger, FaultOptions options, int client)
{
    private const int Companies = 400;
    private const int LargestBody = 500;
    private const int Remembered = 300;
    private const double Single = 0.2, Duplicates = 0.02, Conflicts = 0.004, KeptReceipts = 0.01;

    private sealed record Sent(Kind Kind, Identity Report, string Json);

    private readonly LoadReports reports = new(client, options.Seed, Companies);
    private readonly Random random = new(options.Seed * 1_000 + 500 + client);
    private readonly List<JsonObject> acknowledged = [];

    /// <summary>Posts all reports, but never more than <paramref name="allowed"/> permits at the time.</summary>
    public async Task PostAllAsync(int count, Func<int> allowed)
    {
        for (var next = 1; next <= count;)
        {
            var size = Math.Min(random.NextDouble() < Single ? 1 : 1 + random.Next(LargestBody), count - next + 1);
            await Eventually.Be($"client {client} may go on", () => next <= allowed());
            var fresh = Enumerable.Range(next, size).Select(reports.Next).ToList();
            var body = WithRepeats(fresh);
            await PostAsync(body);
            Remember(fresh);
            next += size;
        }
    }

    private List<Sent> WithRepeats(List<JsonObject> fresh)
    {
        var body = new List<Sent>();
        foreach (var report in fresh)
        {
            body.Add(AsSent(Kind.Report, report));
            if (acknowledged.Count == 0 || fresh.Count == 1) continue;
            var earlier = acknowledged[random.Next(acknowledged.Count)];
            var dice = random.NextDouble();
            if (dice < Conflicts) body.Add(AsSent(Kind.Conflict, Otherwise(earlier)));
            else if (dice < Conflicts + Duplicates) body.Add(AsSent(Kind.Duplicate, earlier));
        }

        return body;
    }

    private async Task PostAsync(List<Sent> body)
    {
        foreach (var sent in body)
        {
            if (sent.Kind == Kind.Report) ledger.Sending(sent.Report);
            else if (sent.Kind == Kind.Conflict) ledger.Refusing(sent.Report, Kind.Conflict);
            else ledger.Repeated();
        }

        var (attempts, watch) = (0, Stopwatch.StartNew());
        var receipts = await Eventually.Get($"client {client} is answered", () => TryAsync(body, attempts++), answer => answer is not null);
        ledger.Answered(watch.Elapsed);
        foreach (var (sent, receipt) in body.Zip(receipts!))
        {
            if (sent.Kind == Kind.Report) ledger.Confirmed(sent.Report);
            if (sent.Kind != Kind.Report || random.NextDouble() < KeptReceipts)
                ledger.Receipts.Enqueue(new(sent.Kind, sent.Report, receipt, Repeated: attempts > 1));
        }
    }

    /// <summary>Returns the receipts of the answer; null if the body must be sent again.</summary>
    private async Task<List<string>?> TryAsync(List<Sent> body, int attempt)
    {
        if (attempt > 0) ledger.Retried();
        try
        {
            using var content = body.Count == 1 ? Events.Content(body[0].Json, "application/cloudevents+json")
                : Events.Lines(body.Select(sent => sent.Json));
            using var answer = await ingestion.PostEventsAsync(content);
            if (answer.StatusCode == HttpStatusCode.Accepted)
                return [.. (await answer.JsonAsync())["receipts"]!.AsArray().Select(receipt => (string)receipt!)];
            if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) return null;
            throw new InvalidOperationException($"Ingestion answers {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }

    private void Remember(List<JsonObject> fresh)
    {
        acknowledged.AddRange(fresh);
        if (acknowledged.Count > Remembered) acknowledged.RemoveRange(0, acknowledged.Count - Remembered);
    }

    private static JsonObject Otherwise(JsonObject report)
    {
        var other = report.DeepClone().AsObject();
        other["data"]!["remark"] = "other content";
        return other;
    }

    private static Sent AsSent(Kind kind, JsonObject report) =>
        new(kind, new((string)report["source"]!, (string)report["id"]!), report.ToJsonString());
}
