using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary>A proposed mapping put to the file that it is for.</summary>
/// <param name="Open">Lines where somebody has to choose.</param>
internal sealed record Trial(long Read, long Taken, IReadOnlyList<string> Reasons, IReadOnlyList<string> Open)
{
    private const int MaxRows = 5_000;

    /// <summary>What stands in for choices that are still to be made.</summary>
    private static readonly (string Open, string Instead)[] Choices =
        [("currency: choose", "currency: XTS"), ("country: choose", "country: AQ"), (Target.Choose, Target.Choose.Replace("}", "?}", StringComparison.Ordinal))];

    public static Trial Of(string yaml, string path)
    {
        var open = yaml.Split('\n').Index().Where(line => Array.Exists(Choices, choice => line.Item.Contains(choice.Open, StringComparison.Ordinal)))
            .Select(line => line.Item.Split(" #")[0].Trim()).ToList();
        var mapping = MappingReader.Read("the proposal", Choices.Aggregate(yaml, (text, choice) => text.Replace(choice.Open, choice.Instead, StringComparison.Ordinal)));
        using var file = InputFile.Open(path, mapping.File);
        var counts = new Counts();
        var mapper = new RowMapper(mapping, new RecordKeys(), []);
        var check = new EventCheck(new CloudEvents(mapping.Source, null), TimeProvider.System);
        foreach (var row in mapper.Rows(file).Take(MaxRows))
        {
            counts.AddRead(1);
            var mapped = mapper.Map(row);
            IReadOnlyList<string> wrong = [.. mapped.Refusals, .. mapped.Reports.SelectMany(check.Problems)];
            if (mapped.Skipped is { } reason) counts.AddSkipped(reason);
            else if (wrong.Count > 0) counts.AddRefused(Path.GetFileName(path), row.Line, wrong, isPart: false);
            else counts.AddAccepted(1, mapped.Reports.Count);
        }

        return new Trial(counts.Read - counts.Skipped.Values.Sum(), counts.Accepted, counts.Refusals.Describe(), open);
    }

    public IEnumerable<string> Describe()
    {
        yield return Taken == 0 ? $"It takes NO ROW of the {Read:N0} that were tried: mend it before use."
            : $"Tried on {Plural.Of(Read, "row")}{(Read == MaxRows ? " (the first)" : "")}{(Open.Count > 0 ? ", with any choice for what is open" : "")}: it takes {Taken:N0} and refuses {Read - Taken:N0}.";
        foreach (var choice in Open) yield return $"Choose before use: {choice}";
        foreach (var reason in Reasons) yield return reason.ReplaceLineEndings(" ");
    }
}
