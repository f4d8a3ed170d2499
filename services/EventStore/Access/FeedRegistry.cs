using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Creates and changes feeds, and declares each change in the log.</summary>
internal sealed class FeedRegistry(NpgsqlDataSource dataSource, AppendNotices notices, TimeProvider time)
{
    /// <summary>Saves a feed in one transaction under the append lock, so that concurrent changes see each other.</summary>
    /// <param name="refuse">Returns the reason, derived from the existing feeds, why the feed must not be saved, or null.</param>
    /// <returns>The refusal, and the feeds before the change.</returns>
    public async Task<(ProblemHttpResult? Refusal, IReadOnlyList<Feed> Others)> SaveAsync(
        Actor actor, Feed feed, Func<IReadOnlyList<Feed>, ProblemHttpResult?> refuse, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ReportLog.TakeAppendLockAsync(transaction, ct);
        await using var list = new NpgsqlCommand(AccessStore.Feeds, connection, transaction);
        var feeds = await list.ListAsync(AccessStore.ReadFeed, ct);
        if (refuse(feeds) is { } refusal) return (refusal, feeds);
        // An earlier version accepted the prefix in more than one spelling
        if (feeds.FirstOrDefault(known => known.Name == feed.Name) is { } same && FeedOverlaps.AreEqual(same, feed))
            feed = feed with { SourcePrefix = same.SourcePrefix };

        await using var save = new NpgsqlCommand(
            """
            insert into access.feeds (name, source_prefix, trust, licence, attribution) values ($1, $2, $3, $4, $5)
            on conflict (name) do update set source_prefix = $2, trust = $3, licence = $4, attribution = $5
            """, connection, transaction).With(feed.Name, feed.SourcePrefix, feed.Trust, feed.Licence, feed.Attribution);
        await save.ExecuteNonQueryAsync(ct);
        await Audit.NoteAsync(transaction, actor, feeds.Any(known => known.Name == feed.Name) ? "feed-changed" : "feed-created", feed, ct);
        await FeedDeclaration.AppendAsync(transaction, feed, time, ct);
        await transaction.CommitAsync(ct);
        notices.Appended();
        return (null, feeds);
    }
}
