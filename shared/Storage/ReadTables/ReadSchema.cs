namespace EventPlatform.Storage.ReadTables;

/// <summary>The tables of a generation as SQL for its schema, which has to be on the <c>search_path</c>.</summary>
public static class ReadSchema
{
    /// <summary>
    /// Comment on the schema. It changes with the tables and with the rules that their rows follow from; tables of version 1 have none.
    /// </summary>
    public const string Version = "version 5";

    /// <summary>Comment on the schema until a build from position 0 is complete.</summary>
    public const string Unfinished = $"{Version}, unfinished";

    /// <summary>One of the indexes of readers, which are made together.</summary>
    public const string AnIndex = "facts_by_company";

    private static readonly Table[] Tables =
    [
        RecordRow.Table, RecordEntryRow.Table, RetractionRow.Table, FactRow.Table, InvestorChangeRow.Table, NameRow.Table, CountryRow.Table,
        LinkRow.Table, IdentifierRow.Table, DeclarationRow.Table, TrustRow.Table, ParkedRow.Table, FundingTotalRow.Table,
        DailyCountRow.Table, ProductNameRow.Table,
    ];

    private static readonly Table[] CandidateTables = [CompanyProfileRow.Table, NameFormRow.Table, CandidateRow.Table];

    /// <summary>What the fold writes: equal in two generations at one position.</summary>
    public static IEnumerable<string> Folded => Tables.Select(table => table.Name);

    /// <summary>Without keys and indexes.</summary>
    public static string CreateTables =>
        string.Concat(Tables.Concat(CandidateTables).Select(table => table.CreateTable)) +
        PostgresRows.ScriptBeside(typeof(ReadSchema), "Marks");

    /// <summary>Primary keys, and the indexes by which the fold looks rows up: one script for each table.</summary>
    public static IEnumerable<string> CreateKeys =>
        Tables.Concat(CandidateTables).Select(table => table.CreateKey + string.Concat(table.CreateIndexes(ofReaders: false)));

    /// <summary>The indexes of readers: one statement for each.</summary>
    public static IEnumerable<string> CreateIndexes => Tables.Concat(CandidateTables).SelectMany(table => table.CreateIndexes(ofReaders: true));
}
