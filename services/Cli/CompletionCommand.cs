using System.CommandLine;

namespace EventPlatform.Cli;

/// <summary><c>eventctl completion</c>: completes commands and options in a shell.</summary>
internal static class CompletionCommand
{
    /// <summary>For bash, and for zsh after <c>autoload -U +X bashcompinit; bashcompinit</c>.</summary>
    private const string Script =
        """
        _eventctl() {
          mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" complete "$COMP_POINT" "$COMP_LINE" 2>/dev/null)
        }
        complete -F _eventctl eventctl deploy/eventctl
        """;

    public static Command Create()
    {
        var command = new Command("completion", "Prints a script that lets bash complete commands and options.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Script));
        return command;
    }

    /// <summary>The hidden command that the script calls.</summary>
    public static Command Complete()
    {
        var position = new Argument<int>("POSITION") { Description = "Position of the cursor in the line" };
        var line = new Argument<string>("LINE") { Description = "The line as typed, including the name of the program" };
        var command = new Command("complete", "Prints the possible completions at a position in a line.") { position, line };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var word in At(parsed.RootCommandResult.Command, parsed.GetValue(line)!, parsed.GetValue(position)))
                parsed.InvocationConfiguration.Output.WriteLine(word);
        });
        return command;
    }

    private static IEnumerable<string> At(Command root, string line, int position)
    {
        var typed = line[..Math.Clamp(position, 0, line.Length)];
        var arguments = typed[(typed.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return root.Parse(arguments).GetCompletions(arguments.Length).Select(completion => completion.Label);
    }
}
