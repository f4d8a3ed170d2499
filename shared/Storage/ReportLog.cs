using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Postgresql.Functions;

namespace EventPlatform.Storage;

/// <summary>
/// The Marten configuration of the log: events in the Postgres schema <c>log</c>, the append function, and the tables beside the events.
/// </summary>
public static class ReportLog
{
    public const string Schema = "log";

    /// <summary>
    /// Finds the last position that was recorded by a time, $1. Positions follow recorded times, so a binary search is possible.
    /// </summary>
    public const string LastBySql =
        """
        with recursive search (low, high) as (
          select 0::bigint, coalesce(max(seq_id), 0) from log.mt_events
          union all
          select case when e.timestamp <= $1 then middle else low end, case when e.timestamp <= $1 then high else middle - 1 end
          from (select low, high, (low + high + 1) / 2 as middle from search where low < high) s
          cross join lateral (select timestamp from log.mt_events where seq_id >= middle order by seq_id limit 1) e)
        select low from search where low >= high
        """;

    /// <summary>The advisory lock that every append holds, as in take_append_lock.sql.</summary>
    public const long AppendLock = 7305441120;

    /// <summary>The Postgres channel that is notified of each append.</summary>
    public const string AppendedChannel = "mt_events_appended";

    public static void Configure(StoreOptions options, NpgsqlDataSource dataSource)
    {
        options.Connection(dataSource);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase, configure: json => StoredReports.Apply(json));
        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.UseListenNotifyForEventAppends = true;
        options.Events.UseAdvisoryLockTransaction = true;
        options.Events.IgnoreIndex("mt_events_identity");
        foreach (var (name, type) in ReportTypes.InLog)
        {
            options.Events.MapEventType(typeof(Report<>).MakeGenericType(type), name);
        }

        options.Storage.ExtendedSchemaObjects.Add(new RehashedTable());
        options.Storage.ExtendedSchemaObjects.Add(new DeadLettersTable());
        options.Storage.ExtendedSchemaObjects.Add(new RedrivesTable());
        options.Storage.ExtendedSchemaObjects.Add(new DeliveriesTable());
        options.Storage.ExtendedSchemaObjects.Add(new DeliveryGapsTable());
        options.Storage.ExtendedSchemaObjects.Add(new TalliesTable());
        options.Storage.ExtendedSchemaObjects.Add(new RefusalReportsTable());
        options.Storage.ExtendedSchemaObjects.Add(new RefusalsTable());
        options.Storage.ExtendedSchemaObjects.Add(new RefusedEventsTable());
        // Written as pg_get_functiondef prints them, so that an unchanged function is recognised as unchanged
        string[] functions =
            ["fill_holes", "fill_holes_when_idle", "take_append_lock", "append_reports", "time_of", "tally", "append_and_count"];
        foreach (var function in functions)
        {
            options.Storage.ExtendedSchemaObjects.Add(Function.ForSql(Sql(function)));
        }
    }

    /// <summary>Configures Marten's daemon to follow the log (<see cref="LogDaemon"/>), in addition to <see cref="Configure"/>.</summary>
    public static void Follow(StoreOptions options)
    {
        options.Projections.AsyncMode = DaemonMode.Solo;
        // By default, the daemon silently skips events that it cannot read
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
        options.Projections.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
    }

    /// <summary>Creates or migrates the tables and functions of the log, and the audit. Only the owner, the EventStore, calls it.</summary>
    public static async Task MigrateAsync(IDocumentStore store, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await Audit.CreateAsync(dataSource, ct);
        // A log of an earlier version needs this index before the function that finds reports by it
        await ExecuteAsync(dataSource, "index_identities", ct);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        foreach (var script in (string[])["index_identities", "create_inbox", "allow_projections"])
            await ExecuteAsync(dataSource, script, ct);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string script, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(Sql(script));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Takes the append lock and fills holes, for code that appends through Marten's own API. Call it in the transaction that then appends
    /// (<c>SessionOptions.ForTransaction</c>). Without it, positions would not follow commit order.
    /// </summary>
    public static async Task TakeAppendLockAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select log.take_append_lock()", transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Sql(string name) => PostgresRows.ScriptBeside(typeof(ReportLog), $"Sql.{name}");
}
