using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Tells of record keys that several rows of a file have: they get numbers in the order of the file, so a row in front turns one into another's revision.</summary>
internal static class RepeatedKeys
{
    public static void Show(TextWriter to, IReadOnlyList<RecordKeys> keys, ImportMapping mapping)
    {
        if (Describe(keys) is not { } repeats) return;
        to.WriteLine(mapping.Repeated switch
        {
            RepeatedRecords.Number => $"{repeats}, and got a number, as the mapping says.",
            RepeatedRecords.Refuse => $"{repeats}, and were refused, as the mapping says.",
            _ => $"{repeats}, and got a number in the order of the file. If rows are added or leave, one of them revises another: choose a record key that tells rows apart, or say 'repeated-records: number' or 'refuse' in the mapping.",
        });
    }

    /// <exception cref="CommandException">Keys are repeated, and the mapping does not say what becomes of them.</exception>
    public static void Refuse(IReadOnlyList<RecordKeys> keys, ImportMapping mapping)
    {
        if (mapping.Repeated != RepeatedRecords.Unsaid || Describe(keys) is not { } repeats) return;
        throw new CommandException($"{repeats}. A snapshot would revise and retract wrong records, so nothing was posted or retracted: choose a record key that tells rows apart, or say 'repeated-records: number' or 'refuse' in the mapping.");
    }

    private static string? Describe(IReadOnlyList<RecordKeys> keys)
    {
        var repeats = keys.Sum(file => file.Repeats);
        return repeats == 0 ? null
            : $"{repeats:N0} of {Plural.Of(keys.Sum(file => file.Count), "report")} {(repeats == 1 ? "has" : "have")} a record key that came before in the file (first '{keys.First(file => file.Repeats > 0).FirstRepeat}')";
    }
}
