namespace EventPlatform.Cli.Import.Values;

/// <summary>What gives a text for a row, or nothing.</summary>
internal abstract class Expression
{
    private const int Named = 3;

    private string? inColumns;

    /// <summary>The columns that it reads, as the mapping names them.</summary>
    public abstract IEnumerable<string> Columns { get; }

    /// <summary>True where the text was read as a date already.</summary>
    public virtual bool GivesDate => false;

    /// <param name="pointer">Where the text is going, for messages.</param>
    public abstract string? Evaluate(Scope scope, string pointer);

    /// <summary>For messages, behind a value: <c> (column MW)</c>.</summary>
    public string InColumns() => inColumns ??= Columns.Distinct(StringComparer.OrdinalIgnoreCase).Take(Named).ToList() switch
    {
        [] => "",
        [var one] => $" (column {one})",
        var several => $" (columns {string.Join(", ", several)})",
    };
}
