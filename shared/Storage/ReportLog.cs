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

/// <summary>The one Marten setup: the event log in Postgres schema <c>log</c>, with the append function and what it keeps beside the events.</summary>
public static class ReportLog
{
    public const string Schema = "log";

    /// <summary>Positions follow recorded times, so halving finds the last that was recorded by a time: $1.</summary>
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

    /// <summary>Postgres channel that tells of each append.</summary>
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
        // Written as pg_get_functiondef prints them, so that an unchanged one is seen to be unchanged
        string[] functions =
            ["fill_holes", "fill_holes_when_idle", "take_append_lock", "append_reports", "time_of", "tally", "append_and_count"];
        foreach (var function in functions)
        {
            options.Storage.ExtendedSchemaObjects.Add(Function.ForSql(Sql(function)));
        }
    }

    /// <summary>How Marten's daemon follows the log, in addition to <see cref="Configure"/>: <see cref="LogDaemon"/>.</summary>
    public static void Follow(StoreOptions options)
    {
        options.Projections.AsyncMode = DaemonMode.Solo;
        // Unless told otherwise the daemon passes over what it cannot read, and nobody is told
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(200);
        options.Projections.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
    }

    /// <summary>Creates or migrates the log's tables and functions, and the audit. For their owner, the EventStore.</summary>
    public static async Task MigrateAsync(IDocumentStore store, NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await Audit.CreateAsync(dataSource, ct);
        await ExecuteAsync(dataSource, "index_identities", ct); // a log of an earlier version has to have it before the function that looks reports up by it
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
        foreach (var script in (string[])["index_identities", "create_inbox", "allow_projections"]) await ExecuteAsync(dataSource, script, ct);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource dataSource, string script, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(Sql(script));
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// For whoever appends through Marten's own API: takes the append lock and fills holes, in the transaction that then appends
    /// (<c>SessionOptions.ForTransaction</c>). Without it positions would not follow commit order.
    /// </summary>
    public static async Task TakeAppendLockAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select log.take_append_lock()", transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Sql(string name) => PostgresRows.ScriptBeside(typeof(ReportLog), $"Sql.{name}");
}
