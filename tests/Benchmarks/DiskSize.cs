using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Benchmarks;

/// <summary>Measures the disk space of the tables of a schema for each report of the log, after the server has written them.</summary>
internal static class DiskSize
{
    private const int SmallestShown = 10;

    private const string Sql =
        """
        select c.relname, r.relname, pg_relation_size(r.oid)::float8 / (select count(*) from log.mt_events)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1 and c.relkind = 'r'
        cross join lateral (select c.oid union all select indexrelid from pg_index where indrelid = c.oid) part (oid)
        join pg_class r on r.oid = part.oid
        """;

    /// <summary>Prints each table with its indexes.</summary>
    public static async Task OfLogAsync(NpgsqlDataSource postgres, ResultTable table)
    {
        var parts = await PartsAsync(postgres, "log");
        Print("log on the disk, a report", parts.GroupBy(part => part.Table, part => part.Bytes), table);
    }

    /// <summary>Prints tables and indexes separately.</summary>
    public static async Task OfGenerationAsync(NpgsqlDataSource postgres, int generation, ResultTable table)
    {
        var parts = await PartsAsync(postgres, ReadModel.Schema(generation));
        Print("  read tables on the disk, a report", parts.GroupBy(part => part.Name, part => part.Bytes), table);
        table.Line("    of it indexes", $"{parts.Where(part => part.Name != part.Table).Sum(part => part.Bytes):0} B");
    }

    private static void Print(string what, IEnumerable<IGrouping<string, double>> sizes, ResultTable table)
    {
        var sorted = sizes.Select(size => (Name: size.Key, Bytes: size.Sum())).OrderByDescending(size => size.Bytes).ToList();
        table.Line(
            what, $"{sorted.Sum(size => size.Bytes):0} B",
            string.Join(", ", sorted.Where(size => size.Bytes >= SmallestShown).Select(size => $"{size.Name} {size.Bytes:0}")));
    }

    private static async Task<IReadOnlyList<(string Table, string Name, double Bytes)>> PartsAsync(NpgsqlDataSource postgres, string schema)
    {
        await using var command = postgres.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = schema });
        return await command.ListAsync(row => (row.GetString(0), row.GetString(1), row.GetDouble(2)), CancellationToken.None);
    }
}
