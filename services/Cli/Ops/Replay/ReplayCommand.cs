using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary><c>eventctl replay</c>: sends a part of the log again, to one consumer only.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var from = new Option<string>("--from")
        {
            Description = "First position, or a time such as 2026-11-23T07:04:05Z", Required = true,
        };
        var to = new Option<string?>("--to")
        {
            Description = "Last position or time; default: the end of the log when the replay starts",
        };
        var type = new Option<string?>("--type") { Description = "Only reports of this type" };
        var company = new Option<string?>("--company") { Description = "Only reports on the company with this key" };
        var source = new Option<string?>("--source") { Description = "Only reports of this source" };
        var file = new Option<string?>("--to-file") { Description = "Write NDJSON to this file" };
        var address = new Option<string?>("--to-url")
        {
            Description = "POST batches of CloudEvents to this address, with REPLAY_KEY as bearer token if it is set",
        };
        var rate = new Option<int>("--rate") { Description = "Maximum number of events a second", DefaultValueFactory = _ => 1_000 };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "File with the progress of the replay, from which the same command continues. " +
                "Default: FILE.checkpoint, or replay.checkpoint with --to-url",
        };
        var dryRun = OpsAction.DryRunOption();
        return new Command("replay",
            "Sends a part of the log again to one consumer, as CloudEvents marked with \"replay\": true. " +
            "Safe to interrupt: the same command continues.")
        {
            format, from, to, type, company, source, file, address, rate, checkpoint, dryRun,
        }.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            if (parsed.GetValue(file) is null == parsed.GetValue(address) is null)
                throw new CommandException("A replay needs a target: either --to-file or --to-url.");
            if (parsed.GetValue(rate) < 1) throw new CommandException("--rate must be a whole number of at least 1.");
            var url = parsed.GetValue(address) is { } text
                ? Settings.Address(text, $"--to-url {text}", "http://127.0.0.1:9000/events")
                : null;
            var asked = $"{parsed.GetValue(from)} to {parsed.GetValue(to) ?? "the end"}, " +
                $"type {parsed.GetValue(type) ?? "any"}, company {parsed.GetValue(company) ?? "any"}, " +
                $"source {parsed.GetValue(source) ?? "any"}, {parsed.GetValue(file) ?? Settings.WithoutUser(url!)}";
            var path = parsed.GetValue(checkpoint) ?? (parsed.GetValue(file) is { } beside ? $"{beside}.checkpoint" : "replay.checkpoint");
            var done = ReplayCheckpoint.Read(path, asked);
            var stretch = new LogStretch(client, parsed.GetValue(type), parsed.GetValue(company), parsed.GetValue(source));
            var after = done?.Position ?? await stretch.BeforeAsync(parsed.GetValue(from)!, ct);
            var last = done?.Last ?? await stretch.UpToAsync(parsed.GetValue(to), ct);
            if (parsed.GetValue(dryRun))
            {
                output.Fields(new JsonObject { ["after"] = after, ["last"] = last },
                    ("After position", "after"), ("Up to position", "last"));
                return;
            }

            await using IReplayTarget target = parsed.GetValue(file) is { } name
                ? new FileTarget(name, done?.Bytes)
                : new AddressTarget(url!, Environment.GetEnvironmentVariable("REPLAY_KEY"), TimeProvider.System);
            var replay = new RatedReplay(stretch, target, parsed.GetValue(rate), TimeProvider.System);
            var sent = await replay.RunAsync(done ?? new(asked, after, 0, 0, last), path, ct);
            output.Fields(new JsonObject { ["events"] = sent, ["last"] = last }, ("Events", "events"), ("Up to position", "last"));
        });
    }
}
