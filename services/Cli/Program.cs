using System.CommandLine;
using System.Globalization;
using EventPlatform.Cli;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
try
{
    return await Commands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CommandException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return ExitCode.Failed;
}
catch (Exception e)
{
    // One line: a stack trace is of no use to users
    await Console.Error.WriteLineAsync($"eventctl failed: {e.Message.ReplaceLineEndings(" ")}");
    return ExitCode.Failed;
}
