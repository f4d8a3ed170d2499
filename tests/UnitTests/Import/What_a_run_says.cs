using EventPlatform.Cli;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

public sealed class What_a_run_says
{
    [Fact]
    public void One_is_not_plural()
    {
        var progress = new RunProgress(TimeProvider.System);
        progress.Counts.AddRead(1);
        progress.Counts.AddAccepted(1, 1);

        Summary(progress).ShouldContain("1 row read");
        Summary(progress).ShouldContain("1 accepted, as 1 report");
        progress.ToString().ShouldStartWith("1 row, ");
    }

    [Fact]
    public void The_first_refusals_are_told_and_all_are_tallied()
    {
        var progress = new RunProgress(TimeProvider.System);
        for (var line = 2; line < 33; line++)
            progress.Counts.AddRefused("a.csv", line, [$"/data/round: 'x{line}' is not in the table"], isPart: line == 2);

        var lines = Summary(progress).Split('\n');
        lines.ShouldContain("a.csv, line 2: /data/round: 'x2' is not in the table");
        lines.ShouldContain("… and 26 more; all reasons by how often they came:");
        lines.ShouldContain("          31 × /data/round: 'x2', 'x3', 'x4', … is not in the table");
        lines.ShouldContain("Of 1 refused row some reports were refused and the others taken.");
    }

    [Fact]
    public async Task A_bar_is_shown_from_the_first_moment() =>
        await ProgressDisplay.BarAsync(new RunProgress(TimeProvider.System), Task.CompletedTask, TimeProvider.System);

    [Fact]
    public void A_mistyped_option_is_not_a_file() =>
        Should.Throw<CommandException>(() => UnknownOption.Refuse(["--dryrun", "a.csv"], ImportCommand.Create()))
            .Message.ShouldStartWith("There is no option --dryrun: did you mean --dry-run?");

    private static string Summary(RunProgress progress)
    {
        using var text = new StringWriter();
        EventPlatform.Cli.Import.Running.Summary.Show(text, progress, []);
        return text.ToString().ReplaceLineEndings("\n");
    }
}
