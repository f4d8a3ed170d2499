using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl timeline</c>: actions and changes in one list.</summary>
internal static class TimelineCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var limit = OpsAction.LimitOption();
        return new Command("timeline",
            "Actions of ops, starts of services with their versions, and changes of readiness. Newest first.")
        {
            format, limit,
        }.Does(format, async (parsed, client, output, ct) =>
        {
            var (happened, areMore) = await client.ListAsync("/v1/timeline", [], parsed.GetValue(limit), ct);
            output.Table(output.IsJson ? happened : AuditCommand.Signed(happened), areMore,
                ("At", "at"), ("What", "what"), ("Who", "who"), ("Detail", "detail"));
        });
    }
}
