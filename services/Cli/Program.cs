using System.CommandLine;
using System.CommandLine.Help;
using EventPlatform.Cli.Import;

var root = new Command("eventctl", "Feeds and operates EventPlatform. Addresses and keys come from the environment (deploy/eventctl reads .data/local.env).") { new HelpOption(), ImportCommand.Create() };
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e)
{
    // Whatever it is, it is told in one line: users have no use for a stack
    await Console.Error.WriteLineAsync($"eventctl failed: {e.Message.ReplaceLineEndings(" ")}");
    return ExitCode.Failed;
}
