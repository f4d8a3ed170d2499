using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl audit</c>: who did what, when, from where.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var json = OpsAction.JsonOption();
        var limit = OpsAction.LimitOption();
        return new Command("audit", "What was done with feeds, keys and dead letters: who, when, from where. Newest first.") { json, limit }.Does(json, async (parsed, client, output, ct) =>
        {
            var (entries, areMore) = await client.ListAsync("/v1/audit", [], parsed.GetValue(limit), ct);
            output.Table(entries, areMore, ("At", "at"), ("Who", "who"), ("From", "origin"), ("Did", "action"), ("What", "detail"));
        });
    }
}
