using System.Globalization;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Reads feeds, keys and the audit, and revokes keys.</summary>
internal sealed class AccessStore(NpgsqlDataSource dataSource)
{
    public const string Feeds = "select name, source_prefix, trust, licence, attribution from access.feeds order by name";

    public async Task CreateSchemaAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(PostgresRows.ScriptBeside(typeof(AccessStore), "AccessSchema"));
        await command.ExecuteNonQueryAsync(ct);
        await Audit.CreateAsync(dataSource, ct);
    }

    public async Task<AccessSnapshot> SnapshotAsync(CancellationToken ct) => new(
        await ListAsync(
            "select name, role, sha256, feed, id from access.keys where revoked_at is null and role = any($1)",
            [Enum.GetNames<Role>()],
            row => new ApiKey(
                row.GetString(0), Enum.Parse<Role>(row.GetString(1)), row.GetString(2), row.GetText(3), row.GetGuid(4).ToString()), ct),
        await FeedsAsync(ct), await MaintenanceAsync(ct));

    /// <summary>Returns null if maintenance is off.</summary>
    public async Task<Maintenance?> MaintenanceAsync(CancellationToken ct)
    {
        var rows = await ListAsync("select since, who, reason from access.maintenance", [],
            row => new Maintenance(row.GetFieldValue<DateTimeOffset>(0), row.GetString(1), row.GetString(2)), ct);
        return rows is [var now, ..] ? now : null;
    }

    public Task<IReadOnlyList<Feed>> FeedsAsync(CancellationToken ct) => ListAsync(Feeds, [], ReadFeed, ct);

    public static Feed ReadFeed(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetText(3), row.GetText(4));

    public async Task<bool> HasFeedAsync(string name, CancellationToken ct) => (await FeedsAsync(ct)).Any(feed => feed.Name == name);

    public Task<IReadOnlyList<IssuedKey>> KeysAsync(string? feed, CancellationToken ct) => ListAsync(
        "select id, name, role, created_at, revoked_at from access.keys where feed is not distinct from $1 order by created_at",
        [feed], row => new IssuedKey(
            row.GetGuid(0), row.GetString(1), Enum.Parse<Role>(row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3),
            row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4)), ct);

    /// <summary>Revokes a key. Returns false if there is no valid key with this id.</summary>
    public async Task<bool> RevokeAsync(Actor actor, string? feed, Guid id, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var revoke = new NpgsqlCommand(
            "update access.keys set revoked_at = clock_timestamp() " +
            "where id = $1 and feed is not distinct from $2 and revoked_at is null returning name", connection, transaction).With(id, feed);
        if (await revoke.ExecuteScalarAsync(ct) is not string name) return false;
        await Audit.NoteAsync(transaction, actor, "key-revoked", new { id, name, feed }, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>Returns the entries before a cursor, newest first.</summary>
    public async Task<Page<AuditEntry>> AuditAsync(int limit, long cursor, CancellationToken ct)
    {
        var entries = await ListAsync(
            "select id, at, who, key, origin, action, detail, person from audit.entries where id < $1 order by id desc limit $2",
            [cursor, limit + 1],
            row => new AuditEntry(
                row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetText(3), row.GetText(4),
                row.GetString(5), JsonElement.Parse(row.GetString(6)), row.GetText(7)), ct);
        return Page<AuditEntry>.Of(entries, limit, entry => entry.Number.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql).With(parameters);
        return await command.ListAsync(read, ct);
    }
}
