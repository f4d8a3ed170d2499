using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl dead-letters groups | archive | restore</c>: act on all letters of a filter.</summary>
internal static class LetterBatchCommands
{
    private static readonly (string, string)[] Columns =
    [
        ("Letters", "count"), ("Last hour", "lastHour"), ("Feed", "feed"), ("Type", "type"), ("Failure", "reason"), ("Cause", "cause"),
        ("First", "firstAt"), ("Last", "lastAt"), ("Example", "exampleId"),
    ];

    public static Command Groups(Option<OutputFormat> format)
    {
        var selection = new LetterSelection();
        var state = new Option<string>("--state")
        {
            Description = "waiting (default), stored, duplicate or archived", DefaultValueFactory = _ => "waiting",
        };
        var command = new Command("groups", "Groups dead letters by cause, the largest group first.") { state };
        command.Does(format, async (parsed, client, output, ct) =>
        {
            var groups = await client.GetAsync(PathOfGroups(parsed.GetValue(state)!, selection.Query(parsed)), ct);
            output.Table(groups["items"]!.DeepClone().AsArray(), areMore: false, Columns);
        });
        selection.AddTo(command, withId: false);
        return command;
    }

    /// <summary>The path at which the EventStore lists the causes of the letters in a state, with counts.</summary>
    public static string PathOfGroups(string state, params IEnumerable<(string Name, string? Value)> filter) =>
        $"/v1/dead-letters/groups?{OpsClient.Query([("limit", "200"), .. filter, ("state", state)])}";

    /// <summary>Appends the reports of all letters of a filter to the log. Letters that fail again stay waiting.</summary>
    public static async Task<int> RedriveAsync(OpsClient client, Output output, JsonObject order, long count, CancellationToken ct)
    {
        var (stored, duplicate, failed) = (0L, 0L, 0L);
        JsonNode? after = null, upTo = null;
        do
        {
            (order["count"], order["after"], order["upTo"]) = (count, after?.DeepClone(), upTo?.DeepClone());
            JsonNode step;
            try
            {
                step = await client.SendAsync(HttpMethod.Post, "/v1/dead-letters/redrive", order.ToJsonString(), ct);
            }
            catch (CommandException why) when (after is not null)
            {
                throw new CommandException(
                    $"{stored} were stored, {duplicate} were duplicates, {failed} failed again. Then: {why.Message}");
            }

            stored += (long)step["stored"]!;
            duplicate += (long)step["duplicate"]!;
            failed += (long)step["failed"]!;
            (after, upTo, count) = (step["after"], step["upTo"], (long)step["remaining"]!);
            if (after is not null) await Console.Error.WriteLineAsync($"{stored + duplicate + failed} tried, {count} left");
        }
        while (after is not null);

        output.Fields(
            new JsonObject { ["stored"] = stored, ["duplicate"] = duplicate, ["failed"] = failed },
            ("Stored", "stored"), ("Duplicates", "duplicate"), ("Failed again", "failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.SomeRefused;
    }

    public static Command Archive(Option<OutputFormat> format) =>
        Change(format, "archive", "waiting", "Archives waiting letters. One whose report fails again waits again.");

    public static Command Restore(Option<OutputFormat> format) =>
        Change(format, "restore", "archived", "Returns archived letters to the waiting ones.");

    public static Option<string?> ReasonOption() => new("--reason") { Description = "Reason for the audit" };

    public static Option<long?> CountOption() => new("--count")
    {
        Description = "Number of letters shown; nothing is done if it has changed. Without --count they are only counted",
    };

    /// <summary>Shows how many letters of a state match a filter, and changes nothing.</summary>
    public static async Task ShowAsync(OpsClient client, Output output, JsonObject filter, string state, string verb, CancellationToken ct)
    {
        var matched = filter["id"] is { } id
            ? (string?)(await client.GetAsync($"/v1/dead-letters/{id}", ct))["state"] == state ? 1 : 0
            : await CountAsync(client, filter, state, ct);
        output.Fields(new JsonObject { ["matched"] = matched }, ($"Letters to {verb}", "matched"));
        if (matched > 0) output.Line($"Nothing is done yet. To {verb} them, repeat the command with --count {matched} --reason 'why'");
    }

    private static async Task<long> CountAsync(OpsClient client, JsonObject filter, string state, CancellationToken ct)
    {
        var asked = OpsClient.Query([.. filter.Select(one => (one.Key, (string?)one.Value)), ("state", state)]);
        return (long)(await client.GetAsync($"/v1/dead-letters/count?{asked}", ct))["count"]!;
    }

    private static Command Change(Option<OutputFormat> format, string verb, string state, string description)
    {
        var (selection, reason, count, dryRun) = (new LetterSelection(), ReasonOption(), CountOption(), OpsAction.DryRunOption());
        var command = new Command(verb, description) { reason, count, dryRun }.Does(format, async (parsed, client, output, ct) =>
        {
            var filter = selection.Filter(parsed);
            var shown = parsed.GetValue(count) ?? (selection.Id(parsed) is null ? null : 1);
            if (parsed.GetValue(dryRun) || shown is null)
            {
                await ShowAsync(client, output, filter, state, verb, ct);
                return;
            }

            var body = new JsonObject { ["filter"] = filter, ["count"] = shown, ["comment"] = parsed.GetValue(reason) };
            output.Fields(
                await client.SendAsync(HttpMethod.Post, $"/v1/dead-letters/{verb}", body.ToJsonString(), ct),
                ($"Letters that were {verb}d", "changed"));
        });
        selection.AddTo(command, withId: true);
        return command;
    }
}
