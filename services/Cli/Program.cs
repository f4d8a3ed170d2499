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
    // Whatever it is, one line says it: users have no use for a stack
    await Console.Error.WriteLineAsync($"eventctl failed: {e.Message.ReplaceLineEndings(" ")}");
    return ExitCode.Failed;
}
