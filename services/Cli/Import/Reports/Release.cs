using System.Globalization;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>
/// The release of a source that a file is, and its place among the others: <see cref="Sequence"/> grows from release to release.
/// </summary>
internal sealed record Release(string Name, long Sequence)
{
    private const int MaxLength = 40;
    private const int Corrections = 100;

    /// <summary>
    /// A date as precise as it is (2021-09, 2021-Q3, 2021-09-30) or a whole number, and <c>.2</c>, <c>.3</c> … behind it for corrections.
    /// </summary>
    /// <exception cref="CommandException">It has no place that can be told.</exception>
    public static Release Parse(string name, long? sequence = null)
    {
        if (name.Length is 0 or > MaxLength) throw new CommandException($"The release '{name}' must have 1 to {MaxLength} characters.");
        return Find(name, sequence)
            ?? throw new CommandException($"The release '{name}' is neither a date such as 2021-09 nor a whole number: say its place among the others with --sequence NUMBER.");
    }

    /// <summary>Null where the name is too long, or its place cannot be told.</summary>
    public static Release? Find(string name, long? sequence) =>
        name.Length is > 0 and <= MaxLength && (sequence ?? SequenceOf(name)) is { } place ? new Release(name, place) : null;

    /// <summary>True where the other's name tells that it is later.</summary>
    public bool IsBefore(string? other) => other is not null && SequenceOf(other) > Sequence;

    private static long? SequenceOf(string name)
    {
        var (whole, correction) = name.LastIndexOf('.') is > 0 and var point && int.TryParse(name[(point + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (name[..point], number)
            : (name, 0);
        return correction < Corrections ? Place(whole) * Corrections + correction : null;
    }

    private static long? Place(string text)
    {
        if (PartialDate.TryParse(text, out var date) && date.Latest is { } last) return last.Year * 10_000 + last.Month * 100 + last.Day;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 1_000_000_000_000 ? number : null;
    }
}
