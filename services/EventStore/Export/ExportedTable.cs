namespace EventPlatform.EventStore.Export;

/// <summary>
/// A table beside the log that is part of an export, because receipts, trust and redriven letters depend on it. No table has keys in it.
/// </summary>
/// <param name="Key">The columns of its primary key.</param>
internal sealed record ExportedTable(string Name, params IReadOnlyList<string> Key)
{
    public static readonly IReadOnlyList<ExportedTable> All =
    [
        new("access.feeds", "name"), new("log.rehashed", "position"), new("log.dead_letters", "source", "id", "hash"),
        new("log.redrives", "event_id", "attempt"),
    ];

    /// <summary>Returns the rows in byte order, so that the collation of the database makes no difference.</summary>
    public string LinesSql =>
        $$"""
        select jsonb_build_object('table', '{{Name}}', 'row', to_jsonb(t))::text from {{Name}} t
        order by concat_ws(chr(1), {{string.Join(", ", Key)}}) collate "C"
        """;

    /// <summary>Inserts the rows in $1, an array of JSON, that do not exist yet.</summary>
    public string RestoreSql =>
        $"insert into {Name} select (jsonb_populate_record(null::{Name}, row)).* from unnest($1::jsonb[]) row on conflict do nothing";
}
