using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl rebuild</c>: builds a new generation of the read tables.</summary>
internal static class RebuildCommand
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var promote = new Option<bool>("--promote") { Description = "Serve the new tables as soon as they have caught up" };
        var detach = new Option<bool>("--detach") { Description = "Do not wait for the build" };
        var dryRun = OpsAction.DryRunOption();
        return new Command("rebuild",
            "Rebuilds the read tables from the log, beside those that are served, and shows the progress. " +
            "If the command is interrupted, the build continues.")
        {
            format, promote, detach, dryRun,
        }.Does(format, OpsClient.OfProjections, async (parsed, client, output, ct) =>
        {
            if (parsed.GetValue(dryRun))
            {
                output.Fields(await client.GetAsync("/v1/progress", ct), ("Served generation", "generation"), ("Reports to fold", "last"));
                return;
            }

            var number = await GenerationsCommand.BeginAsync(client, parsed.GetValue(promote), ct);
            if (!parsed.GetValue(detach)) await FollowAsync(client, number, parsed.GetValue(promote), ct);
            output.Fields(await GenerationsCommand.FindAsync(client, number, ct), GenerationsCommand.Fields);
        });
    }

    /// <summary>Shows the progress of a build until it is ready, or served if it is promoted.</summary>
    public static async Task FollowAsync(OpsClient client, int number, bool promote, CancellationToken ct)
    {
        var progress = new ProgressLine("position", TimeProvider.System);
        while (true)
        {
            var row = await GenerationsCommand.FindAsync(client, number, ct);
            if ((string?)row["state"] == "served" || (!promote && (string?)row["state"] == "ready")) return;
            await progress.SayAsync((long)row["position"]!, (long)row["last"]!);
            await Task.Delay(Every, ct);
        }
    }
}
