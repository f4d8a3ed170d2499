using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl tail</c>: prints reports as they are stored.</summary>
internal static class TailCommand
{
    private const int Shown = 10;

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var type = new Option<string?>("--type") { Description = "Only reports of this type" };
        var company = new Option<string?>("--company") { Description = "Only reports on the company with this key" };
        var source = new Option<string?>("--source") { Description = "Only reports of this source" };
        var after = new Option<long?>("--after") { Description = $"Start after this position; default: with the last {Shown} reports" };
        var once = new Option<bool>("--once") { Description = "Exit at the end of the log instead of waiting for more" };
        var command = new Command("tail", "Prints reports as they are stored, one on each line, until it is interrupted.")
        {
            format, type, company, source, after, once,
        };
        return command.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            var position = parsed.GetValue(after) ?? Math.Max(0, await OpsClient.EndOfLogAsync(ct) - Shown);
            while (true)
            {
                var asked = OpsClient.Query(
                    ("after", $"{position}"), ("limit", "200"), ("wait", parsed.GetValue(once) ? "0" : "30"),
                    ("type", parsed.GetValue(type)), ("company", parsed.GetValue(company)));
                var page = await client.GetAsync($"/v1/events?{asked}", ct);
                var items = page["items"]!.AsArray();
                foreach (var item in items.Where(item => parsed.GetValue(source) is not { } wanted || (string?)item!["source"] == wanted))
                    Write(output, item!);
                var next = (long)page["position"]!;
                if (parsed.GetValue(once) && items.Count == 0 && next == position) return;
                position = next;
            }
        });
    }

    private static void Write(Output output, JsonNode item)
    {
        if (output.IsJson)
        {
            output.JsonLine(item);
            return;
        }

        var line = $"{item["position"],9}  {Output.Cell(item, "recordedtime")}  {item["type"],-20}  {item["source"]}  {item["id"]}  " +
            $"{item["data"]?["company"]?["name"]}";
        output.Line(line.TrimEnd());
    }
}
