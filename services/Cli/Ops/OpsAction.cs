using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary>Shared by the commands for ops: a client, <c>--output</c>, and an exit code.</summary>
internal static class OpsAction
{
    public const int DefaultLimit = 50;

    /// <summary>Applies to a command and to all of its subcommands.</summary>
    public static Option<OutputFormat> FormatOption() => new("--output", "-o")
    {
        Description = "table for people, or json for the platform's own answer", Recursive = true, HelpName = "table|json",
    };

    public static Option<int> LimitOption() =>
        new("--limit") { Description = "Maximum number of items", DefaultValueFactory = _ => DefaultLimit };

    public static Option<bool> DryRunOption() => new("--dry-run") { Description = "Show what would be done, but do nothing" };

    public static Command Does(
        this Command command, Option<OutputFormat> format, Func<ParseResult, OpsClient, Output, CancellationToken, Task> run) =>
        command.Does(format, OpsClient.OfEventStore, run);

    public static Command Does(
        this Command command, Option<OutputFormat> format, Func<OpsClient> open,
        Func<ParseResult, OpsClient, Output, CancellationToken, Task> run) =>
        command.Does(format, async (parsed, output, ct) =>
        {
            using var client = open();
            await run(parsed, client, output, ct);
            return ExitCode.Done;
        });

    /// <summary>For a command that calls several services or has several exit codes.</summary>
    public static Command Does(
        this Command command, Option<OutputFormat> format, Func<ParseResult, Output, CancellationToken, Task<int>> run)
    {
        command.SetAction((parsed, ct) => run(parsed, new Output(Console.Out, parsed.GetValue(format)), ct));
        return command;
    }
}
