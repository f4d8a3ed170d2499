using System.CommandLine;

namespace EventPlatform.Cli.Import.Proposing;

internal static class ProposeCommand
{
    public static Command Create() => new("init", "x");
}
