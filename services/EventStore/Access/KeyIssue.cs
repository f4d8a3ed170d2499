using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>The reason why no key was issued.</summary>
internal enum NoKey { NameIsTaken, FeedHasTwo }

/// <summary>Issues keys.</summary>
internal sealed class KeyIssue(NpgsqlDataSource dataSource, IOptions<List<ApiKey>> configured, TimeProvider time)
{
    private const int MaxValidPerFeed = 2;

    private const string NameIsTaken =
        """
        select exists (select from access.keys where feed is null and revoked_at is null and lower(name) = lower($1))
          or exists (select from access.feeds where name = lower($1))
        """;

    private const string IntoFreeSlot =
        """
        insert into access.keys (id, name, role, feed, sha256, slot) select $1, $2, $3, $4, $5, free.slot
        from (select min(s) as slot from generate_series(1, $6) s
          where not exists (select from access.keys where feed = $4 and slot = s and revoked_at is null)) free
        where free.slot is not null
        """;

    /// <summary>Issues a key that belongs to no feed. Its name must differ from that of every other valid key.</summary>
    public Task<(NewKey? Key, NoKey Why)> IssueAsync(Actor actor, string name, Role role, CancellationToken ct) =>
        IssueAsync(actor, name, role, feed: null, ct);

    /// <summary>Issues a key of an existing feed. Two keys of a feed may be valid at a time.</summary>
    public Task<(NewKey? Key, NoKey Why)> IssueAsync(Actor actor, string feed, CancellationToken ct) =>
        IssueAsync(actor, feed, Role.Feed, feed, ct);

    private async Task<(NewKey? Key, NoKey Why)> IssueAsync(Actor actor, string name, Role role, string? feed, CancellationToken ct)
    {
        var key = new NewKey(
            Guid.CreateVersion7(time.GetUtcNow()), name, role, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Keys are rarely issued, so one at a time is enough, and two never get the same name or slot
        await using var turn = new NpgsqlCommand("lock table access.keys in share row exclusive mode", connection, transaction);
        await turn.ExecuteNonQueryAsync(ct);
        if (feed is null && await IsTakenAsync(transaction, name, ct)) return (null, NoKey.NameIsTaken);

        await using var insert = new NpgsqlCommand(IntoFreeSlot, connection, transaction).With(
            key.Id, key.Name, key.Role.ToString(), feed,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Key))), MaxValidPerFeed);
        if (await insert.ExecuteNonQueryAsync(ct) == 0) return (null, NoKey.FeedHasTwo);
        await Audit.NoteAsync(transaction, actor, "key-created", new { key.Id, key.Name, key.Role, feed }, ct);
        await transaction.CommitAsync(ct);
        return (key, default);
    }

    private async Task<bool> IsTakenAsync(NpgsqlTransaction transaction, string name, CancellationToken ct)
    {
        if (configured.Value.Exists(key => key.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) return true;
        await using var command = new NpgsqlCommand(NameIsTaken, transaction.Connection, transaction).With(name);
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
