using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary><c>eventctl replay</c>: sends a stretch of the log again, to one consumer; nobody else notices.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var from = new Option<string>("--from")
        {
            Description = "A position, or a time such as 2026-11-23T07:04:05Z: what was stored from then on", Required = true,
        };
        var to = new Option<string?>("--to")
        {
            Description = "A position or a time; up to the end of the log at the start of the replay unless given",
        };
        var type = new Option<string?>("--type") { Description = "Reports of this type" };
        var company = new Option<string?>("--company") { Description = "Reports on the company of this key" };
        var source = new Option<string?>("--source") { Description = "Reports of this source" };
        var file = new Option<string?>("--to-file") { Description = "Write NDJSON to this file" };
        var address = new Option<string?>("--to-url")
        {
            Description = "POST batches of CloudEvents to this address, with REPLAY_KEY as bearer key if that is set",
        };
        var rate = new Option<int>("--rate") { Description = "Events a second at most", DefaultValueFactory = _ => 1_000 };
        var checkpoint = new Option<string?>("--checkpoint")
        {
            Description = "File that says how far the replay is: the same command goes on from there. " +
                "Beside the file, or replay.checkpoint, unless given",
        };
        var dryRun = OpsAction.DryRunOption();
        return new Command("replay",
            "Sends a stretch of the log again to one consumer as CloudEvents, each marked with \"replay\": true. " +
            "Safe to interrupt: the same command goes on.")
        {
            format, from, to, type, company, source, file, address, rate, checkpoint, dryRun,
        }.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            if (parsed.GetValue(file) is null == parsed.GetValue(address) is null)
                throw new CommandException("Say where it goes: either --to-file or --to-url.");
            if (parsed.GetValue(rate) < 1) throw new CommandException("--rate has to be a whole number from 1.");
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
