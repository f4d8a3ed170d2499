using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using EventPlatform.Cli;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Ops;
using EventPlatform.Cli.Ops.Replay;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
var root = new Command("eventctl",
    "Feeds and operates EventPlatform. Addresses and keys come from the environment (deploy/eventctl reads .data/local.env).")
{
    new HelpOption(), StatusCommand.Create(), TailCommand.Create(), FactsCommand.Facts(), FactsCommand.Explain(),
    DeadLettersCommand.Create(), RebuildCommand.Create(), GenerationsCommand.Create(), VerifyCommand.Create(), ReplayCommand.Create(),
    MaintenanceCommand.Create(), DoctorCommand.Create(), ImportCommand.Create(), FeedsCommand.Create(), KeysCommand.Create(),
    CompaniesCommand.Create(), AuditCommand.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.Failed;
}
catch (Exception e)
{
    // Whatever it is, it is told in one line: users have no use for a stack
    await Console.Error.WriteLineAsync($"eventctl failed: {e.Message.ReplaceLineEndings(" ")}");
    return ExitCode.Failed;
}
