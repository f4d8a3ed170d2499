namespace EventPlatform.EventStore.Export;

/// <summary>A table beside the log that an export has: what receipts, trust and redriven letters rest on. Keys are in none.</summary>
/// <param name="Key">The columns of its primary key.</param>
internal sealed record ExportedTable(string Name, params IReadOnlyList<string> Key)
{
    public static readonly IReadOnlyList<ExportedTable> All =
    [
        new("access.feeds", "name"), new("log.rehashed", "position"), new("log.dead_letters", "source", "id", "hash"),
        new("log.redrives", "event_id", "attempt"),
    ];

    /// <summary>Ordered byte by byte, so that the collation of the database makes no difference.</summary>
    public string LinesSql =>
        $$"""
        select jsonb_build_object('table', '{{Name}}', 'row', to_jsonb(t))::text from {{Name}} t
        order by concat_ws(chr(1), {{string.Join(", ", Key)}}) collate "C"
        """;

    /// <summary>Adds rows that are not there yet: $1 has them as JSON.</summary>
    public string RestoreSql =>
        $"insert into {Name} select (jsonb_populate_record(null::{Name}, row)).* from unnest($1::jsonb[]) row on conflict do nothing";
}
