using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl tallies list | write-off</c>: what became of the reports of each sender, and what never came.</summary>
internal static class TalliesCommand
{
    private const string Path = "/v1/tallies";
    private static readonly string[] Outcomes = ["stored", "duplicate", "conflicting", "deadLettered", "missing", "writtenOff"];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var sender = new Argument<string>("sender") { Description = "As the list shows it, such as 'feed press'" };
        var missing = new Option<long>("--missing")
        {
            Description = "How many the list shows: if it is another number, nothing is done", Required = true,
        };
        var reason = new Option<string>("--reason") { Description = "Why, for the audit", Required = true };
        return new Command("tallies", "What became of the reports that were accepted, by feed or key.")
        {
            format,
            new Command("list", "What is missing was accepted and never came. All numbers after the first add up to it.")
                .Does(format, async (_, client, output, ct) => Write(output, await ListAsync(client, ct))),
            new Command("write-off", "Takes note that the missing reports of a sender are lost, or were sent again.")
            {
                sender, missing, reason,
            }.Does(format, async (parsed, client, output, ct) => output.Fields(
                    await client.SendAsync(HttpMethod.Post, $"{Path}/write-off", new JsonObject
                    {
                        ["sender"] = parsed.GetValue(sender), ["missing"] = parsed.GetValue(missing), ["comment"] = parsed.GetValue(reason),
                    }.ToJsonString(), ct), ("Written off", "writtenOff"))),
        };
    }

    /// <summary>Senders of whom reports are missing, or whose counts do not add up.</summary>
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
            output.Line($"{tally["sender"]}: {gap["reports"]} missing that were accepted {from} {gap["before"]}");
        }
    }
}
