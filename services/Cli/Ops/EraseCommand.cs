using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl erase</c>: masks a person's name everywhere, permanently.</summary>
internal static class EraseCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var name = new Argument<string>("name")
        {
            Description = "The person's name, such as 'Jane Doe'; case and hyphens are ignored",
        };
        var count = new Option<long?>("--count")
        {
            Description = "Number of reports and dead letters shown for the name; without it they are only counted",
        };
        var reason = new Option<string?>("--reason") { Description = "Reason for the audit, without the name. Required with --count" };
        return new Command("erase",
            "Masks a person's name in the log and the dead letters, rebuilds the read tables and drops the old ones. Sums stay the same. " +
            "It cannot be undone. If it is interrupted, count again and repeat it; --count 0 only rebuilds the tables.")
        {
            format, name, count, reason,
        }.Does(format, OpsClient.OfEventStore, async (parsed, store, output, ct) =>
        {
            var request = new JsonObject { ["name"] = parsed.GetValue(name) };
            if (parsed.GetValue(count) is not null && parsed.GetValue(reason) is null)
                throw new CommandException("--count needs a --reason for the erasure.");
            if (parsed.GetValue(count) is { } expected) (request["count"], request["comment"]) = (expected, parsed.GetValue(reason));
            var erased = await store.SendAsync(HttpMethod.Post, "/v1/erasures", request.ToJsonString(), ct, within: Patience);
            if (parsed.GetValue(count) is not null) await BuildAnewAsync(ct);
            output.Fields(erased,
                ("Reports", "reports"), ("Dead letters", "letters"), ("Where it remains", "leftCount"), ("At positions", "left"),
                ("Noted at position", "position"));
            var found = (long)erased["reports"]! + (long)erased["letters"]!;
            output.Line(parsed.GetValue(count) is null
                ? $"Nothing was changed. To erase the name permanently: --count {found} --reason WHY"
                : "The name is masked. It remains in ids, record keys, names of companies and declarations of ops, " +
                    "as counted above, and in backups and exports.");
        });
    }

    /// <summary>Replaces every generation, because each contains the name.</summary>
    private static async Task BuildAnewAsync(CancellationToken ct)
    {
        using var projections = OpsClient.OfProjections();
        var before = (await projections.GetAsync(GenerationsCommand.Path, ct))["items"]!.AsArray()
            .ToLookup(one => (string?)one!["state"] == "served", one => (int)one!["number"]!);
        foreach (var other in before[false]) await GenerationsCommand.DiscardAsync(projections, other, ct);
        var number = await GenerationsCommand.BeginAsync(projections, promote: true, ct);
        await RebuildCommand.FollowAsync(projections, number, promote: true, ct);
        foreach (var served in before[true]) await GenerationsCommand.DiscardAsync(projections, served, ct);
    }
}
