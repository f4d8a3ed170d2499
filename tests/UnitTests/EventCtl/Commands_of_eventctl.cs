using System.CommandLine;
using EventPlatform.Cli;

namespace EventPlatform.UnitTests.EventCtl;

/// <summary>Every command has a description, and an example that it accepts.</summary>
public sealed class Commands_of_eventctl
{
    public static TheoryData<string> Paths => [.. Commands.Leaves(Commands.Root()).Select(leaf => leaf.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void An_example_is_taken(string path)
    {
        var root = Commands.Root();
        var words = Examples.Of(path).Split('>')[0].Replace('\'', '"'); // the parser splits lines at double quotes only

        var parsed = root.Parse(words[Commands.Name.Length..]);

        parsed.Errors.Select(error => error.Message).ShouldBeEmpty();
        parsed.CommandResult.Command.Description!.ShouldContain($"Example: {path}");
    }

    [Theory]
    [InlineData("eventctl dead-l", "dead-letters")]
    [InlineData("eventctl dead-letters arch", "archive")]
    [InlineData("eventctl dead-letters archive --fee", "--feed")]
    public async Task A_line_is_completed(string line, string expected)
    {
        await using var output = new StringWriter();

        await Commands.Root().Parse(["complete", $"{line.Length}", line]).InvokeAsync(new InvocationConfiguration { Output = output });

        output.ToString().Split('\n').ShouldContain(expected);
    }
}
