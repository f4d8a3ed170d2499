using System.CommandLine;
using System.CommandLine.Help;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Ops;
using EventPlatform.Cli.Ops.Export;
using EventPlatform.Cli.Ops.Replay;
using EventPlatform.Cli.Ops.Status;

namespace EventPlatform.Cli;

/// <summary>All commands of eventctl.</summary>
internal static class Commands
{
    public const string Name = "eventctl";

    public static Command Root()
    {
        var root = new Command(Name,
            "Imports data and operates EventPlatform. Addresses and keys come from the environment (deploy/eventctl: .data/local.env).")
        {
            new HelpOption(), StatusCommand.Create(), TailCommand.Create(), StreamsCommand.Create(), FactsCommand.Facts(),
            FactsCommand.Explain(), TimelineCommand.Create(), FailuresCommand.Create(), DeadLettersCommand.Create(),
            ParkedCommand.Create(), TalliesCommand.Create(), RebuildCommand.Create(), GenerationsCommand.Create(), VerifyCommand.Create(),
            ReplayCommand.Create(), ExportCommand.Create(), RestoreCommand.Create(), EraseCommand.Create(), MaintenanceCommand.Create(),
            DoctorCommand.Create(), ImportCommand.Create(), FeedsCommand.Create(), KeysCommand.Create(), CompaniesCommand.Create(),
            AuditCommand.Create(), CompletionCommand.Create(), CompletionCommand.Complete(),
        };
        foreach (var (path, command) in Leaves(root)) command.Description += $"\nExample: {Examples.Of(path)}";
        return root;
    }

    /// <summary>The commands that have an action, each with its full name.</summary>
    public static IEnumerable<(string Path, Command Command)> Leaves(Command command, string path = Name)
    {
        if (command.Action is not null) yield return (path, command);
        foreach (var below in command.Subcommands)
        {
            foreach (var leaf in Leaves(below, $"{path} {below.Name}")) yield return leaf;
        }
    }
}
