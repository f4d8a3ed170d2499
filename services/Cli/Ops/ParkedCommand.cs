using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl parked list | show | redrive</c>: groups of records whose facts stand still because a fold failed.</summary>
internal static class ParkedCommand
{
    private const string Path = "/v1/parked";

    private static readonly (string, string)[] Columns =
    [
        ("Position", "position"), ("Type", "type"), ("Company", "company"), ("Stored", "recordedTime"), ("Source", "source"), ("Id", "id"),
        ("Error", "error"),
    ];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        return new Command("parked", "Groups of records whose facts stand still because a fold failed.")
        {
            format, List(format), Show(format), Redrive(format),
        };
    }

    private static Command List(Option<OutputFormat> format) =>
        new Command("list", "Lists parked groups, each with the report at which the fold failed, and the error.").Does(
            format, OpsClient.OfProjections, async (_, client, output, ct) =>
                output.Table(new JsonArray([.. (await ParkedAsync(client, ct)).Select(one => one.DeepClone())]), areMore: false, Columns));

    private static Command Show(Option<OutputFormat> format)
    {
        var position = new Argument<long>("POSITION") { Description = "The position as list shows it" };
        var command = new Command("show", "Shows the groups that are parked at a report, and the report.") { position };
        return command.Does(format, OpsClient.OfProjections, async (parsed, client, output, ct) =>
        {
            var wanted = parsed.GetValue(position);
            JsonNode[] found = [.. (await ParkedAsync(client, ct)).Where(one => (long)one["position"]! == wanted)];
            if (found.Length == 0) throw new CommandException($"Nothing is parked at position {wanted}: eventctl parked list.");

            using var query = OpsClient.OfQuery();
            var report = (await query.GetAsync($"/v1/events?after={wanted - 1}&limit=1", ct))["items"]!.AsArray()
                .FirstOrDefault(item => (long)item!["position"]! == wanted)?.DeepClone();
            if (output.IsJson)
            {
                output.Json(new JsonObject { ["groups"] = new JsonArray([.. found.Select(one => one.DeepClone())]), ["report"] = report });
                return;
            }

            foreach (var group in found)
            {
                output.Fields(group, Columns);
                output.Line($"Group: {string.Join(" | ", ((string)group["group"]!).Split('\n'))}");
            }

            if (report is not null) output.Json(report);
        });
    }

    private static Command Redrive(Option<OutputFormat> format)
    {
        var reason = LetterBatchCommands.ReasonOption();
        var count = new Option<long?>("--count")
        {
            Description = "Number of groups shown; nothing is done if it has changed. Without --count they are only counted",
        };
        var dryRun = OpsAction.DryRunOption();
        var detach = new Option<bool>("--detach") { Description = "Do not wait until the new tables are served" };
        var command = new Command("redrive",
            "Builds a new generation from the log with the installed version, and serves it once it has caught up. " +
            $"Exit code {ExitCode.NotWell} if a group is parked again.")
        {
            reason, count, dryRun, detach,
        };
        return command.Does(format, async (parsed, output, ct) =>
        {
            using var client = OpsClient.OfProjections();
            if (parsed.GetValue(count) is not { } shown || parsed.GetValue(dryRun))
            {
                var waiting = (await ParkedAsync(client, ct)).Length;
                output.Fields(new JsonObject { ["count"] = waiting }, ("Parked groups", "count"));
                if (waiting > 0)
                    output.Line($"Nothing is done yet. To redrive them, repeat the command with --count {waiting} --reason 'why'");
                return ExitCode.Done;
            }

            var body = new JsonObject { ["count"] = shown, ["comment"] = parsed.GetValue(reason) };
            var number = (int)(await client.SendAsync(HttpMethod.Post, $"{Path}/redrive", body.ToJsonString(), ct))["number"]!;
            if (!parsed.GetValue(detach)) await RebuildCommand.FollowAsync(client, number, promote: true, ct);
            output.Fields(await GenerationsCommand.FindAsync(client, number, ct), GenerationsCommand.Fields);
            if (parsed.GetValue(detach) || await ParkedAsync(client, ct) is not [var again, ..]) return ExitCode.Done;
            output.Line($"A group is parked again, at position {again["position"]}: {again["error"]}");
            return ExitCode.NotWell;
        });
    }

    private static async Task<JsonNode[]> ParkedAsync(OpsClient client, CancellationToken ct) =>
        [.. (await client.GetAsync(Path, ct))["items"]!.AsArray().Select(item => item!)];
}
