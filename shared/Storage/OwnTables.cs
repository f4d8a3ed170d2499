using JasperFx;
using Marten;
using Npgsql;
using Weasel.Core;

namespace EventPlatform.Storage;

/// <summary>
/// The schema of a service's own read model. It contains, under Marten's own names, views of the log and tables for documents and
/// progress. So the service needs no write access to the progress of others, and has its own high-water mark.
/// </summary>
internal static class OwnTables
{
    private static readonly string[] OfLog = ["mt_streams", "mt_events", "mt_events_sequence"];

    /// <summary>Creates or migrates the views and tables, in one transaction.</summary>
    public static async Task CreateAsync(IDocumentStore store, CancellationToken ct)
    {
        var (database, schema) = (store.Storage.Database, store.Options.DatabaseSchemaName);
        await using var connection = database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var name in OfLog)
            await ExecuteAsync($"create or replace view {schema}.{name} as select * from {ReportLog.Schema}.{name}");
        var tables = database.AllObjects()
            .Where(made => made.Identifier.Schema == schema && !OfLog.Contains(made.Identifier.Name)).ToArray();
        var migration = await SchemaMigration.DetermineAsync(connection, database.Migrator, ct, tables);
        if (migration.Difference is not SchemaPatchDifference.None)
        {
            using var changes = new StringWriter();
            migration.WriteAllUpdates(changes, database.Migrator, AutoCreate.CreateOrUpdate);
            await ExecuteAsync($"{changes}");
        }

        await transaction.CommitAsync(ct);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>
    /// Returns the reason why the daemon must not start, or null. If the log ends before the daemon's position, the log lost reports, and
    /// the daemon would miss the reports that are stored next, up to its position.
    /// </summary>
    public static async Task<string?> LostAsync(IDocumentStore store, CancellationToken ct)
    {
        var schema = store.Options.DatabaseSchemaName;
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            $"""
            select (select coalesce(max(last_seq_id), 0) from {schema}.mt_event_progression),
              greatest((select max(seq_id) from {schema}.mt_events),
                (select case when is_called then last_value else 0 end from {schema}.mt_events_sequence))
            """, connection);
        var (position, last) = (await command.ListAsync(row => (row.GetInt64(0), row.GetInt64(1)), ct))[0];
        return position <= last ? null
            : $"the read model is at position {position}, and the log ends at {last}: a restore lost reports, so rebuild it";
    }
}
