using System.CommandLine;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary><c>eventctl import init FILE</c>: a first mapping for a file, from its header and its first rows.</summary>
internal static class ProposeCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "CSV, TSV or JSON lines" };
        var type = new Option<string?>("--type") { Description = "The report type, if you know it: FundingRaised, CompanyAcquired, PlantOpened or ProductShipped" };
        var command = new Command("init", "Proposes a mapping for a file: writes it to standard output, to be completed by hand.") { file, type };
        command.SetAction((parsed, _) => Task.FromResult(Propose(parsed.GetValue(file)!, parsed.GetValue(type))));
        return command;
    }

    private static int Propose(string path, string? type)
    {
        try
        {
            var sample = FileSample.Read(path);
            var target = type is null ? Target.Fitting(sample) : Target.Find(type);
            var text = new ProposedMapping(sample, target).Text();
            IReadOnlyList<string> notes = [.. target.Doubts(sample), .. Trial.Of(text, path).Describe()];
            foreach (var note in notes) Console.Error.WriteLine(note);
            Console.Write(string.Concat(notes.Select(note => $"# {note}\n")) + text);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }
}
