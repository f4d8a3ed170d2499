using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary>What the commands for ops have in common: a client, <c>--json</c>, and how failures are told.</summary>
internal static class OpsAction
{
    public const int DefaultLimit = 50;

    /// <summary>For a group of commands, and all in it.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "The platform's own answer, as JSON", Recursive = true };

    public static Option<int> LimitOption() => new("--limit") { Description = "How many at most", DefaultValueFactory = _ => DefaultLimit };

    public static Command Does(this Command command, Option<bool> json, Func<ParseResult, OpsClient, Output, CancellationToken, Task> run) =>
        command.Does(json, OpsClient.OfEventStore, run);

    public static Command Does(this Command command, Option<bool> json, Func<OpsClient> open, Func<ParseResult, OpsClient, Output, CancellationToken, Task> run)
    {
        command.SetAction(async (parsed, ct) =>
        {
            using var client = open();
            await run(parsed, client, new Output(Console.Out, parsed.GetValue(json)), ct);
            return ExitCode.Done;
        });
        return command;
    }
}
