using System.Globalization;
using System.Numerics;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>One entry of a record: a report of it, or a retraction of the whole record.</summary>
internal sealed record Entry(int Position, IReport Report)
{
    public bool IsRetraction => Report.Data is ReportRetracted;

    /// <summary>The time of the entry (R9).</summary>
    public DateTimeOffset Time => WholeMicroseconds(Report.Time ?? Recorded.At(Position));

    public bool SaysTheSameAs(Entry other) =>
        IsRetraction ? other.IsRetraction : Report.ContentHash == other.Report.ContentHash;

    /// <summary>Positive if the first sequence is later. Numbers are compared as numbers, everything else as text.</summary>
    public static int Compare(string one, string other) =>
        Number(one) is { } a && Number(other) is { } b ? a.CompareTo(b) : string.CompareOrdinal(one, other);

    private static DateTimeOffset WholeMicroseconds(DateTimeOffset time) => time.AddTicks(-(time.Ticks % 10));

    private static BigInteger? Number(string sequence) =>
        BigInteger.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
