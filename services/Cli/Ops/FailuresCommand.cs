using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl failures</c>: dead letters and parked groups that need action, by cause.</summary>
internal static class FailuresCommand
{
    private static readonly (string, string)[] Columns =
    [
        ("What", "what"), ("How many", "count"), ("Last hour", "lastHour"), ("Feed", "feed"), ("Type", "type"), ("Cause", "cause"),
        ("First", "firstAt"), ("Last", "lastAt"),
    ];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var command = new Command(
            "failures", "Lists dead letters and parked groups that need action, by cause, the largest group first.") { format };
        return command.Does(format, async (_, output, ct) =>
        {
            JsonNode[] failures = [.. await LettersAsync(ct), .. await ParkedAsync(ct)];
            output.Table([.. failures.OrderByDescending(failure => (long)failure["count"]!)], areMore: false, Columns);
            return ExitCode.Done;
        });
    }

    private static async Task<IEnumerable<JsonNode>> LettersAsync(CancellationToken ct)
    {
        using var store = OpsClient.OfEventStore();
        var groups = (await store.GetAsync(LetterBatchCommands.PathOfGroups("waiting"), ct))["items"]!.AsArray();
        return groups.Select(group =>
        {
            var failure = group!.DeepClone();
            failure["what"] = "dead letters";
            return failure;
        });
    }

    private static async Task<IEnumerable<JsonNode>> ParkedAsync(CancellationToken ct)
    {
        using var projections = OpsClient.OfProjections();
        var parked = (await projections.GetAsync("/v1/parked", ct))["items"]!.AsArray().Select(one => one!);
        var groups = parked.GroupBy(one => (Type: (string)one["type"]!, Error: (string)one["error"]!));
        return groups.Select(same => new JsonObject
        {
            ["what"] = "parked groups",
            ["count"] = (long)same.Count(),
            ["type"] = same.Key.Type,
            ["cause"] = same.Key.Error,
            ["firstAt"] = same.Min(one => (string)one["recordedTime"]!),
            ["lastAt"] = same.Max(one => (string)one["recordedTime"]!),
        });
    }
}
