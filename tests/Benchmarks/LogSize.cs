using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Benchmarks;

/// <summary>What the log takes on the disk for a report: each table with its indexes, after the server has written it.</summary>
internal static class LogSize
{
    private const string Sql =
        """
        select c.relname, sum(pg_relation_size(r.oid))::float8 / (select count(*) from log.mt_events)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'log' and c.relkind = 'r'
        cross join lateral (select c.oid union all select indexrelid from pg_index where indrelid = c.oid) r (oid)
        group by c.relname having sum(pg_relation_size(r.oid)) > 100000 order by 2 desc
        """;

    public static async Task MeasureAsync(NpgsqlDataSource postgres, ResultTable table)
    {
        await using var command = postgres.CreateCommand(Sql);
        var parts = await command.ListAsync(row => (Name: row.GetString(0), Bytes: row.GetDouble(1)), CancellationToken.None);
        table.Line("log on the disk, a report", $"{parts.Sum(part => part.Bytes):0} B", parts.Select(part => $"{part.Name} {part.Bytes:0}"));
    }
}
