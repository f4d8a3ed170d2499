using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>Rows that make one report together. A cell of it is what all of them say that say something.</summary>
internal sealed record RowGroup(IReadOnlyList<Row> Rows) : Row(Rows[0].Line)
{
    public override bool IsEmpty => false;

    public override int Size => Rows.Sum(row => row.Size);

    public override IReadOnlyList<Row> Members => Rows;

    public override string? Cell(string header) => Texts(header).FirstOrDefault();

    /// <summary>Why the rows have no common cell of that name; null where they have.</summary>
    public string? Difference(string header) => Texts(header).ToList() is [var one, var other, ..]
        ? $"'{one}' and '{other}' (column {header}) differ between the rows of one group, which begins in line {Line}"
        : null;

    private IEnumerable<string> Texts(string header) =>
        Rows.Select(row => row.Cell(header)).OfType<string>().Select(Whitespace.Collapse).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
}
