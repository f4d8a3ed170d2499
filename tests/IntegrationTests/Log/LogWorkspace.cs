using EventPlatform.Contracts;
using EventPlatform.EventStore;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Servers;
using EventPlatform.Storage;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>A workspace with the log in its database.</summary>
public sealed class LogWorkspace(TestServers servers) : IAsyncLifetime
{
    private readonly Workspace workspace = new(servers);

    public NpgsqlDataSource Postgres => workspace.Postgres;

    public Workspace Workspace => workspace;

    public DocumentStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await workspace.InitializeAsync();
        Store = DocumentStore.For(options => ReportLog.Configure(options, Postgres));
        await ReportLog.MigrateAsync(Store, Postgres, CancellationToken.None);
    }

    public async Task<List<Appended>> AppendAsync(params AcceptedReport[] chunk)
    {
        await using var connection = await Postgres.OpenConnectionAsync();
        var appended = await AppendAsync(connection, chunk);
        await using var notify = new NpgsqlCommand($"notify {ReportLog.AppendedChannel}", connection);
        await notify.ExecuteNonQueryAsync();
        return appended;
    }

    /// <summary>Creates an appender as the EventStore does.</summary>
    internal ReportAppender Appender()
    {
        var notices = new AppendNotices(Postgres, TimeProvider.System, NullLogger<AppendNotices>.Instance);
        var append = new LogAppend(Postgres, notices, TimeProvider.System, NullLogger<LogAppend>.Instance);
        return new(
            new GroupCommit(append.RunAsync), append, new DeadLetterStore(Postgres, NullLogger<DeadLetterStore>.Instance),
            new AppendsUnderWay(Postgres, TimeProvider.System), TimeProvider.System, NullLogger<ReportAppender>.Instance);
    }

    /// <summary>Appends in the connection's current transaction, if there is one.</summary>
    public static async Task<List<Appended>> AppendAsync(NpgsqlConnection connection, params AcceptedReport[] chunk)
    {
        await using var command = new NpgsqlCommand(
            $"select outcome, position from {AppendReports.Call} order by ordinal", connection).WithChunk(chunk);
        await using var rows = await command.ExecuteReaderAsync();
        var appended = new List<Appended>();
        while (await rows.ReadAsync()) appended.Add(new Appended(rows.GetString(0), rows.GetInt64(1)));
        return appended;
    }

    /// <summary>Returns the events of one stream in the order of their positions.</summary>
    public async Task<List<Stored>> StreamAsync(string stream)
    {
        await using var command = Postgres.CreateCommand(
            "select seq_id, version, data ->> 'id', is_archived from log.mt_events where stream_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = stream });
        await using var rows = await command.ExecuteReaderAsync();
        var stored = new List<Stored>();
        while (await rows.ReadAsync())
        {
            var id = rows.IsDBNull(2) ? "" : rows.GetString(2);
            stored.Add(new Stored(rows.GetInt64(0), rows.GetInt64(1), id, rows.GetBoolean(3)));
        }

        return stored;
    }

    /// <summary>Burns a position, as an append does that is rolled back.</summary>
    public async Task BurnPositionAsync()
    {
        await using var command = Postgres.CreateCommand("do $$ begin perform nextval('log.mt_events_sequence'); raise 'no'; end $$");
        (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldBe("no");
    }

    public Task<List<long>> PositionsAsync() => workspace.ListAsync<long>("select seq_id from log.mt_events order by seq_id");

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await workspace.DisposeAsync();
    }
}

public sealed record Appended(string Outcome, long Position);

public sealed record Stored(long Position, long Version, string Id, bool IsArchived);
