using System.CommandLine;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Proposing;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.Cli.Import;

/// <summary><c>eventctl import --map NAME.yaml FILE...</c> and <c>eventctl import init FILE</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var map = new Option<string>("--map", "-m") { Description = "The mapping: how rows become reports (docs/importing.md)", HelpName = "NAME.yaml" };
        var files = new Argument<string[]>("FILE") { Description = "Files of the source, of one release. One named like a verb is written ./init", Arity = ArgumentArity.ZeroOrMore };
        var release = new Option<string?>("--release") { Description = "The source's release that the files are, such as 2021-09; else the mapping's, if it has one" };
        var sequence = new Option<long?>("--sequence") { Description = "The release's place among others, where its name does not tell: a number that grows" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Post nothing: show the first reports and what would be refused or skipped" };
        var snapshot = new Option<bool>("--snapshot") { Description = "The files are all that the source has at present: retract its other records" };
        var retractMost = new Option<bool>("--retract-most") { Description = "With --snapshot: also where more than half of the source's records are absent from the files" };
        var wait = new Option<int>("--snapshot-wait") { Description = "Seconds to wait, while nothing changes, for the platform to show what was posted", DefaultValueFactory = _ => 60 };
        var refusedTo = new Option<string?>("--refused-to") { Description = "Directory for the files of refused rows; else beside each file", HelpName = "DIRECTORY" };
        var command = new Command("import", "Turns rows of CSV, TSV or JSON lines into reports and posts them. Exit code 0, 2 (some rows refused) or 1 (failed).")
        {
            map, files, release, sequence, dryRun, snapshot, retractMost, wait, refusedTo, ProposeCommand.Create(),
        };
        command.SetAction((parsed, ct) => RunAsync(new ImportOptions(
            parsed.GetValue(map) ?? "", parsed.GetValue(files) ?? [], parsed.GetValue(release), parsed.GetValue(sequence),
            parsed.GetValue(dryRun), parsed.GetValue(snapshot), parsed.GetValue(retractMost), TimeSpan.FromSeconds(parsed.GetValue(wait)), parsed.GetValue(refusedTo)), command, ct));
        return command;
    }

    private static async Task<int> RunAsync(ImportOptions options, Command command, CancellationToken ct)
    {
        try
        {
            UnknownOption.Refuse(options.Files, command);
            if (options.Mapping.Length == 0 || options.Files.Count == 0) throw new CommandException("Usage: eventctl import --map NAME.yaml FILE...  (eventctl import --help)");
            var mapping = MappingReader.Load(options.Mapping);
            return options.IsDryRun ? await new DryRun(options, mapping).ShowAsync(ct) : await new ImportRun(options, mapping, TimeProvider.System).RunAsync(ct);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted. Run it again to go on: what is stored already counts once.");
            return ExitCode.Failed;
        }
    }
}
