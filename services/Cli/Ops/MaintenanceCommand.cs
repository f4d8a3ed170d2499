using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl maintenance on | off | show</c>: controls whether Ingestion accepts events.</summary>
internal static class MaintenanceCommand
{
    private const string Path = "/v1/maintenance";
    private static readonly (string, string)[] Fields = [("Since", "since"), ("By", "who"), ("Reason", "reason")];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var reason = new Option<string>("--reason") { Description = "Reason, shown in the answers to refused posts", Required = true };
        return new Command("maintenance", "In maintenance, posts are answered with 503 and Retry-After. Everything else continues.")
        {
            format,
            new Command("on", "Turns maintenance on. Posts are refused within 5 seconds.") { reason }.Does(
                format, async (parsed, client, output, ct) => Write(output, await client.SendAsync(HttpMethod.Put, Path,
                    new JsonObject { ["reason"] = parsed.GetValue(reason) }.ToJsonString(), ct))),
            new Command("off", "Turns maintenance off. Posts are accepted again within 5 seconds.").Does(
                format, async (_, client, output, ct) => Write(output, await client.SendAsync(HttpMethod.Delete, Path, null, ct))),
            new Command("show", "Shows whether maintenance is on.").Does(format, async (_, client, output, ct) =>
                Write(output, await client.GetAsync(Path, ct))),
        };
    }

    private static void Write(Output output, JsonNode answer)
    {
        if (output.IsJson) output.Json(answer);
        else if (answer["maintenance"] is { } now) output.Fields(now, Fields);
        else output.Line("Maintenance is off: events are accepted.");
    }
}
