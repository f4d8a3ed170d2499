using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl generations list | compare | promote | discard</c>: manage builds of the read tables.</summary>
internal static class GenerationsCommand
{
    public const string Path = "/v1/generations";

    public static readonly (string, string)[] Fields =
        [("Generation", "number"), ("State", "state"), ("Position", "position"), ("Log", "last")];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        return new Command("generations", "Builds of the read tables, and which one is served.")
        {
            format, List(format), Compare(format), Promote(format), Discard(format),
        };
    }

    /// <exception cref="CommandException">There is no such generation.</exception>
    public static async Task<JsonNode> FindAsync(OpsClient client, int number, CancellationToken ct) =>
        (await client.GetAsync(Path, ct))["items"]!.AsArray().FirstOrDefault(row => (int)row!["number"]! == number)
            ?? throw new CommandException($"There is no generation {number}: eventctl generations list shows all.");

    /// <summary>Starts a build, and returns its number.</summary>
    public static async Task<int> BeginAsync(OpsClient client, bool promote, CancellationToken ct)
    {
        var body = promote ? """{"promoteWhenReady":true}""" : """{"promoteWhenReady":false}""";
        return (int)(await client.SendAsync(HttpMethod.Post, Path, body, ct))["number"]!;
    }

    public static Task DiscardAsync(OpsClient client, int number, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Delete, $"{Path}/{number}", null, ct);

    /// <summary>Compares a generation with the served one, which takes minutes for millions of rows.</summary>
    public static Task<JsonNode> CompareAsync(OpsClient client, int number, CancellationToken ct) =>
        client.SendAsync(HttpMethod.Post, $"{Path}/{number}/compare", null, ct, within: TimeSpan.FromHours(1));

    private static Command List(Option<OutputFormat> format) =>
        new Command("list", "Lists all generations with their positions.").Does(
            format, OpsClient.OfProjections, async (_, client, output, ct) => output.Table(
                (await client.GetAsync(Path, ct))["items"]!.DeepClone().AsArray(), areMore: false,
                [.. Fields, ("Promoted when ready", "promoteWhenReady")]));

    private static Command Compare(Option<OutputFormat> format)
    {
        var number = NumberArgument();
        var command = new Command(
            "compare", $"Compares a generation with the served one, row by row. Exit code {ExitCode.NotWell} if they differ.")
        {
            number,
        };
        return command.Does(format, async (parsed, output, ct) =>
        {
            using var client = OpsClient.OfProjections();
            var found = await CompareAsync(client, parsed.GetValue(number), ct);
            output.Table(found["tables"]!.DeepClone().AsArray(), areMore: false,
                ("Table", "table"), ("Rows", "rows"), ("Only here", "onlyHere"), ("Only served", "onlyServed"),
                ("For example", "examples"));
            output.Line((bool)found["equal"]!
                ? $"Equal at position {found["position"]}."
                : $"They differ at position {found["position"]}.");
            return (bool)found["equal"]! ? ExitCode.Done : ExitCode.NotWell;
        });
    }

    private static Command Promote(Option<OutputFormat> format)
    {
        var (number, dryRun) = (NumberArgument(), OpsAction.DryRunOption());
        var command = new Command("promote", "Serves a generation. The previous one keeps following the log.") { number, dryRun };
        return command.Does(format, OpsClient.OfProjections, async (parsed, client, output, ct) =>
        {
            var row = await FindAsync(client, parsed.GetValue(number), ct);
            if (parsed.GetValue(dryRun)) output.Fields(row, Fields);
            else output.Fields(await client.SendAsync(HttpMethod.Post, $"{Path}/{parsed.GetValue(number)}/promote", null, ct), Fields);
        });
    }

    private static Command Discard(Option<OutputFormat> format)
    {
        var (number, dryRun) = (NumberArgument(), OpsAction.DryRunOption());
        var command = new Command("discard", "Stops a generation that is not served, and drops its tables.") { number, dryRun };
        return command.Does(format, OpsClient.OfProjections, async (parsed, client, output, ct) =>
        {
            var row = await FindAsync(client, parsed.GetValue(number), ct);
            output.Fields(row, Fields);
            if (parsed.GetValue(dryRun)) return;
            await DiscardAsync(client, parsed.GetValue(number), ct);
            output.Line("The generation is discarded.");
        });
    }

    private static Argument<int> NumberArgument() => new("NUMBER") { Description = "The number as list shows it" };
}
