using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Who did something, for the audit.</summary>
/// <param name="Name">Holder of the key.</param>
/// <param name="Origin">Address that the request came from.</param>
internal sealed record Actor(string Name, string? Origin)
{
    public static Actor Of(HttpContext http) => new(http.User.Identity?.Name ?? "?", http.Connection.RemoteIpAddress?.ToString());
}

/// <summary>Reads and changes feeds and keys. Every change is audited in its own transaction.</summary>
internal sealed class AccessStore(NpgsqlDataSource dataSource, TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public async Task CreateSchemaAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(PostgresRows.ScriptBeside(typeof(AccessStore), "AccessSchema"));
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<AccessSnapshot> SnapshotAsync(CancellationToken ct) => new(
        await ListAsync("select name, role, sha256, feed from access.keys where revoked_at is null", [],
            row => new ApiKey(row.GetString(0), Enum.Parse<Role>(row.GetString(1)), row.GetString(2), row.GetText(3)), ct),
        await FeedsAsync(ct));

    public Task<IReadOnlyList<Feed>> FeedsAsync(CancellationToken ct) => ListAsync(
        "select name, source_prefix, trust, licence, attribution from access.feeds order by name", [],
        row => new Feed(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetText(3), row.GetText(4)), ct);

    public async Task<bool> HasFeedAsync(string name, CancellationToken ct) => (await FeedsAsync(ct)).Any(feed => feed.Name == name);

    public Task<IReadOnlyList<IssuedKey>> KeysAsync(string? feed, CancellationToken ct) => ListAsync(
        "select id, name, role, created_at, revoked_at from access.keys where feed is not distinct from $1 order by created_at",
        [feed], row => new IssuedKey(row.GetGuid(0), row.GetString(1), Enum.Parse<Role>(row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)), ct);

    /// <summary>Newest first, those before a cursor.</summary>
    public async Task<Page<AuditEntry>> AuditAsync(int limit, long cursor, CancellationToken ct)
    {
        var entries = await ListAsync("select id, at, who, origin, action, detail from access.audit where id < $1 order by id desc limit $2", [cursor, limit + 1],
            row => new AuditEntry(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetText(3), row.GetString(4), JsonElement.Parse(row.GetString(5))), ct);
        return new([.. entries.Take(limit)], entries.Count > limit ? entries[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Runs a change and notes it. Returns how many rows it changed; nothing is noted where there were none.</summary>
    public async Task<int> ChangeAsync(Actor actor, string action, object detail, string sql, object?[] parameters, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var change = new NpgsqlCommand(sql, connection, transaction).With(parameters);
        var changed = await change.ExecuteNonQueryAsync(ct);
        if (changed == 0) return 0;
        await NoteAsync(transaction, actor, action, detail, ct);
        await transaction.CommitAsync(ct);
        return changed;
    }

    /// <summary>The same for a feed, which the log is told of as well.</summary>
    public async Task<int> ChangeFeedAsync(Actor actor, string action, Feed feed, string sql, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        await using var change = new NpgsqlCommand(sql, connection, transaction).With(feed.Name, feed.SourcePrefix, feed.Trust, feed.Licence, feed.Attribution);
        var changed = await change.ExecuteNonQueryAsync(ct);
        if (changed == 0) return 0;
        await NoteAsync(transaction, actor, action, feed, ct);
        await FeedDeclaration.AppendAsync(transaction, feed, time, ct);
        await transaction.CommitAsync(ct);
        return changed;
    }

    /// <summary>Audits what a transaction does, in itself.</summary>
    public static async Task NoteAsync(NpgsqlTransaction transaction, Actor actor, string action, object detail, CancellationToken ct)
    {
        await using var note = new NpgsqlCommand("insert into access.audit (who, origin, action, detail) values ($1, $2, $3, $4::jsonb)", transaction.Connection, transaction)
            .With(actor.Name, actor.Origin, action, JsonSerializer.Serialize(detail, Json));
        await note.ExecuteNonQueryAsync(ct);
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql).With(parameters);
        return await command.ListAsync(read, ct);
    }
}
