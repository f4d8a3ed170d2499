using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>How the rows of a source's files become reports.</summary>
internal sealed record ImportMapping
{
    /// <summary>CloudEvents source of every report.</summary>
    public required string Source { get; init; }

    public string? Licence { get; init; }

    public string? Attribution { get; init; }

    /// <summary>Unless the command line says another.</summary>
    public string? Release { get; init; }

    /// <summary>The release of each row, where columns say it.</summary>
    public Expression? ReleaseOf { get; init; }

    /// <summary>The place of each row's report among those of its record, where a column says it.</summary>
    public Expression? Sequence { get; init; }

    public bool HasRowReleases => ReleaseOf is not null || Sequence is not null;

    public required FileShape File { get; init; }

    /// <summary>Rows with the same value of this make one report; null: each row makes its own.</summary>
    public Expression? GroupBy { get; init; }

    /// <summary>What identifies a row's thing from release to release.</summary>
    public Expression? Record { get; init; }

    public RepeatedRecords Repeated { get; init; } = RepeatedRecords.Unsaid;

    public IReadOnlyList<SkipRule> Skip { get; init; } = [];

    public required IReadOnlyList<ReportRule> Reports { get; init; }

    /// <summary>Every column that it reads.</summary>
    public IReadOnlyList<ColumnName> Columns { get; init; } = [];
}

internal sealed record SkipRule(Condition When, string Reason);

/// <summary>A report that a row makes.</summary>
/// <param name="Record">Its own record key, where a row makes several reports.</param>
internal sealed record ReportRule(string Type, Condition? When, Expression? Record, DataObject Data);

/// <summary>What becomes of rows whose record key another row of the file has. Unsaid: they are numbered, and a snapshot is refused.</summary>
internal enum RepeatedRecords { Unsaid, Number, Refuse }
