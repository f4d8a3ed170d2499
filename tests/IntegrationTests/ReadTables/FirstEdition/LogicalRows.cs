using System.Globalization;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>How many rows a table has, and the sum of their hashes, which does not depend on their order.</summary>
internal sealed record Digest(long Rows, string Sum);

/// <summary>The read tables of a generation as LogicalRows.sql shows them.</summary>
internal sealed class LogicalRows(Workspace workspace, int generation)
{
    private const string Script = "tests/IntegrationTests/ReadTables/FirstEdition/LogicalRows.sql";
    private const int Seconds = 600;

    private string Schema => $"rows_{generation}";

    public async Task CreateAsync()
    {
        var views = await File.ReadAllTextAsync(Path.Combine(Machine.Repository, Script));
        await workspace.ScalarAsync<object>(views
            .Replace("rows_n", Schema, StringComparison.Ordinal).Replace("read_n", $"read_{generation}", StringComparison.Ordinal));
    }

    public async Task<SortedDictionary<string, Digest>> DigestsAsync()
    {
        var digests = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        var tables = await workspace.ListAsync<string>($"select viewname::text from pg_views where schemaname = '{Schema}'");
        foreach (var table in tables) digests[table] = await DigestAsync(table);
        return digests;
    }

    /// <summary>Writes the rows of a table to a file, as sorted lines of JSON.</summary>
    public async Task WriteAsync(string table, string path)
    {
        await using var command = Command($"""select to_json(r)::text collate "C" from {Schema}.{table} r order by 1""");
        await using var rows = await command.ExecuteReaderAsync();
        await using var file = File.CreateText(path);
        while (await rows.ReadAsync()) await file.WriteLineAsync(rows.GetString(0));
    }

    private async Task<Digest> DigestAsync(string table)
    {
        await using var command = Command(
            $"""
            select count(*), coalesce(sum(('x' || substr(md5(to_json(r)::text), 1, 15))::bit(60)::bigint), 0) from {Schema}.{table} r
            """);
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return new(rows.GetInt64(0), rows.GetDecimal(1).ToString(CultureInfo.InvariantCulture));
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = workspace.Postgres.CreateCommand(sql);
        command.CommandTimeout = Seconds;
        return command;
    }
}
