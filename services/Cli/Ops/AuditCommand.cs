using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl audit</c>: the actions of ops, with person, time and address.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var limit = OpsAction.LimitOption();
        var command = new Command("audit", "Actions of ops and refused keys: who, when, with which key, from which address. Newest first.")
        {
            format, limit,
        };
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            var (entries, areMore) = await client.ListAsync("/v1/audit", [], parsed.GetValue(limit), ct);
            output.Table(output.IsJson ? entries : Signed(entries), areMore,
                ("At", "at"), ("Who", "who"), ("Key", "key"), ("From", "origin"), ("Did", "action"), ("What", "detail"));
        });
    }

    /// <summary>Adds the person who used the key, if the entry names one.</summary>
    public static JsonArray Signed(JsonArray entries)
    {
        foreach (var entry in entries.Where(entry => entry!["person"] is not null)) entry!["who"] = $"{entry["who"]} ({entry["person"]})";
        return entries;
    }
}
