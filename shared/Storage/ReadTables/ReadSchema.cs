namespace EventPlatform.Storage.ReadTables;

/// <summary>The SQL for the tables of a generation. The schema of the generation must be on the <c>search_path</c>.</summary>
public static class ReadSchema
{
    /// <summary>
    /// The comment on the schema. It changes with the tables and with the rules from which their rows follow. Version 1 has no comment.
    /// </summary>
    public const string Version = "version 5";

    /// <summary>The comment on the schema until a build from position 0 is complete.</summary>
    public const string Unfinished = $"{Version}, unfinished";

    /// <summary>One of the indexes for readers; all of them are created together.</summary>
    public const string AnIndex = "facts_by_company";

    private static readonly Table[] Tables =
    [
        RecordRow.Table, RecordEntryRow.Table, RetractionRow.Table, FactRow.Table, InvestorChangeRow.Table, NameRow.Table, CountryRow.Table,
        LinkRow.Table, IdentifierRow.Table, DeclarationRow.Table, TrustRow.Table, ParkedRow.Table, FundingTotalRow.Table,
        DailyCountRow.Table, ProductNameRow.Table,
    ];

    private static readonly Table[] CandidateTables = [CompanyProfileRow.Table, NameFormRow.Table, CandidateRow.Table];

    /// <summary>The tables that the fold writes. At the same position, they are equal in any two generations.</summary>
    public static IEnumerable<string> Folded => Tables.Select(table => table.Name);

    /// <summary>Creates the tables without keys and indexes.</summary>
    public static string CreateTables =>
        string.Concat(Tables.Concat(CandidateTables).Select(table => table.CreateTable)) +
        PostgresRows.ScriptBeside(typeof(ReadSchema), "Marks");

    /// <summary>Creates the primary keys and the indexes that the fold needs: one script for each table.</summary>
    public static IEnumerable<string> CreateKeys =>
        Tables.Concat(CandidateTables).Select(table => table.CreateKey + string.Concat(table.CreateIndexes(ofReaders: false)));

    /// <summary>Creates the indexes for readers: one statement for each.</summary>
    public static IEnumerable<string> CreateIndexes =>
        Tables.Concat(CandidateTables).SelectMany(table => table.CreateIndexes(ofReaders: true));
}
