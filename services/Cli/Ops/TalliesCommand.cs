using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl tallies list | write-off</c>: the outcome of each sender's accepted reports, and the missing ones.</summary>
internal static class TalliesCommand
{
    private const string Path = "/v1/tallies";
    private static readonly string[] Outcomes = ["stored", "duplicate", "conflicting", "deadLettered", "missing", "writtenOff"];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var sender = new Argument<string>("sender") { Description = "The sender as the list shows it, such as 'feed press'" };
        var missing = new Option<long>("--missing")
        {
            Description = "Missing reports that the list shows; nothing is done if the number has changed", Required = true,
        };
        var reason = new Option<string>("--reason") { Description = "Reason for the audit", Required = true };
        return new Command("tallies", "The outcome of the accepted reports, by feed or key.")
        {
            format,
            new Command("list", "Counts by outcome, which add up to the accepted reports. Missing: accepted, but never received.")
                .Does(format, async (_, client, output, ct) => Write(output, await ListAsync(client, ct))),
            new Command("write-off", "Records that the missing reports of a sender are lost, or were sent again.")
            {
                sender, missing, reason,
            }.Does(format, async (parsed, client, output, ct) => output.Fields(
                    await client.SendAsync(HttpMethod.Post, $"{Path}/write-off", new JsonObject
                    {
                        ["sender"] = parsed.GetValue(sender), ["missing"] = parsed.GetValue(missing), ["comment"] = parsed.GetValue(reason),
                    }.ToJsonString(), ct), ("Written off", "writtenOff"))),
        };
    }

    /// <summary>Senders with missing reports, or with counts that do not add up.</summary>
    public static async Task<IEnumerable<(string Where, string What)>> ProblemsAsync(OpsClient store, CancellationToken ct) =>
        (await ListAsync(store, ct)).SelectMany(ProblemsOf);

    private static async Task<JsonArray> ListAsync(OpsClient store, CancellationToken ct) =>
        (await store.GetAsync(Path, ct))["items"]!.DeepClone().AsArray();

    private static IEnumerable<(string Where, string What)> ProblemsOf(JsonNode? tally)
    {
        var (sender, accepted, missing) = ((string)tally!["sender"]!, (long)tally["accepted"]!, (long)tally["missing"]!);
        var known = Outcomes.Sum(outcome => (long)tally[outcome]!);
        if (accepted != known) yield return (sender, $"{accepted} reports were accepted, and {known} are accounted for");
        if (missing > 0) yield return (sender, $"{missing} reports that were accepted never came: eventctl tallies list");
    }

    private static void Write(Output output, JsonArray tallies)
    {
        output.Table(tallies, areMore: false, ("Sender", "sender"), ("Since", "since"), ("Accepted", "accepted"), ("Stored", "stored"),
            ("Duplicates", "duplicate"), ("Conflicting", "conflicting"), ("Dead-lettered", "deadLettered"),
            ("Missing", "missing"), ("Written off", "writtenOff"));
        foreach (var (tally, gap) in tallies.SelectMany(tally => tally!["gaps"]!.AsArray().Select(gap => (tally, gap!))))
        {
            var from = gap["after"] is { } after ? $"between {after} and" : "before";
            output.Line($"{tally["sender"]}: {gap["reports"]} accepted {from} {gap["before"]} are missing");
        }
    }
}
