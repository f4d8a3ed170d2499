namespace EventPlatform.Cli.Import.Rows;

/// <summary>One row of a file, wherever its cells come from.</summary>
/// <param name="Line">In which line of the file it begins, from 1.</param>
internal abstract record Row(long Line)
{
    /// <summary>Why it cannot be read at all.</summary>
    public string? Broken { get; init; }

    /// <summary>True where no cell says anything.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Characters that it takes in memory.</summary>
    public abstract int Size { get; }

    /// <summary>The rows of the file that it is made of.</summary>
    public virtual IReadOnlyList<Row> Members => [this];

    /// <summary>Null where the row has no such cell.</summary>
    public abstract string? Cell(string header);
}

/// <summary>The rows of one file, and how such a row is written.</summary>
internal interface IRows : IDisposable
{
    /// <summary>What the columns are called; null where every row says so itself.</summary>
    Header? Header { get; }

    /// <summary>What files of this kind end in: csv, tsv or jsonl.</summary>
    string Extension { get; }

    IEnumerable<Row> Read();

    /// <summary>The file's own form of a row with the line that it was in and what was wrong.</summary>
    string Rewrite(Row row, IEnumerable<string> reasons);

    /// <summary>What <see cref="Rewrite"/>n rows stand below, if anything.</summary>
    string? RewriteHeader();
}
