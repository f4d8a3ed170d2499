using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl facts show</c> and <c>eventctl explain</c>: facts, and the reports behind them.</summary>
internal static class FactsCommand
{
    private static readonly (string, string)[] Versions =
        [("Known from", "knownFrom"), ("State", "state"), ("Status", "status"), ("Amount", "amount"), ("On", "on"), ("Sources", "sources")];

    private static readonly (string, string)[] Explained =
        [("Part", "part"), ("Fact", "fact"), ("Source", "source"), ("Report", "report"), ("Evidence", "evidence")];

    public static Command Facts()
    {
        var format = OpsAction.FormatOption();
        var id = new Argument<Guid>("ID");
        var show = new Command("show", "Shows one fact: its versions over time, and the reports behind it.") { id };
        show.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            var fact = await client.GetAsync($"/v1/facts/{parsed.GetValue(id)}", ct);
            if (output.IsJson)
            {
                output.Json(fact);
                return;
            }

            output.Fields(fact["fact"]!,
                ("Fact", "id"), ("Type", "type"), ("Company", "company"), ("State", "state"), ("Status", "status"));
            output.Table(fact["versions"]!.DeepClone().AsArray(), areMore: false, Versions);
            output.Table([.. fact["reports"]!.AsArray().Select(one => one!["report"]!.DeepClone())], fact["next"] is not null,
                ("Position", "position"), ("Source", "source"), ("Report", "id"), ("Stored", "recordedtime"));
        });
        return new Command("facts", "Facts, which the platform concludes from reports.") { format, show };
    }

    public static Command Explain()
    {
        var format = OpsAction.FormatOption();
        var asked = new Argument<string[]>("NAME=VALUE")
        {
            Description = "Parameters of GET /v1/explain, such as of=funding groupBy=company key=xpeng currency=USD",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("explain", "Lists the facts that add up to a number, with reports and evidence.") { format, asked };
        return command.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            var answer = await client.GetAsync($"/v1/explain?{OpsClient.Query(parsed.GetValue(asked)!.Select(Parameter))}", ct);
            if (output.IsJson)
            {
                output.Json(answer);
                return;
            }

            output.Fields(answer, ("Value", "value"), ("Currency", "currency"), ("Facts", "count"), ("Position", "position"));
            output.Table([.. from item in answer["items"]!.AsArray() from report in item["reports"]!.AsArray()
                select new JsonObject
                {
                    ["part"] = item["part"]!.DeepClone(), ["fact"] = item["fact"]!["id"]!.DeepClone(),
                    ["source"] = report["source"]!.DeepClone(),
                    ["report"] = report["id"]!.DeepClone(), ["evidence"] = report["evidence"]?.DeepClone(),
                }], answer["next"] is not null, Explained);
        });
    }

    private static (string Name, string? Value) Parameter(string text) => text.Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new CommandException($"'{text}' must have the form NAME=VALUE, such as key=xpeng.");
}
