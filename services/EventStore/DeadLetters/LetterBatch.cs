using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <param name="Count">How many letters the caller was shown: nothing is done if it is another number now.</param>
/// <param name="Comment">Why, for the audit.</param>
/// <param name="Patch">Of a redrive: what is to be changed in the data of each report.</param>
internal sealed record BatchOrder(LetterFilter Filter, long Count, string Comment, Actor Actor, JsonElement? Patch = null);

/// <summary>Acts on all letters that a filter matches, provided that they are as many as somebody has seen.</summary>
internal sealed class LetterBatch(NpgsqlDataSource dataSource)
{
    private const string Between = "($7::uuid is null or d.event_id > $7) and ($8::uuid is null or d.event_id <= $8)";

    public async Task<long> CountAsync(LetterFilter filter, Guid? after, Guid? upTo, CancellationToken ct) =>
        (await ListAsync(
            $"select count(*) from {LetterFilter.From} where {filter.Where()} and {Between}",
            filter, [after, upTo], row => row.GetInt64(0), ct))[0];

    /// <summary>Ids in their order.</summary>
    public Task<IReadOnlyList<Guid>> NextAsync(LetterFilter filter, Guid? after, Guid? upTo, int limit, CancellationToken ct) => ListAsync(
        $"select d.event_id from {LetterFilter.From} where {filter.Where()} and {Between} order by d.event_id limit $9",
        filter, [after, upTo, limit], row => row.GetGuid(0), ct);

    /// <summary>The highest id; null if no letter is meant.</summary>
    public async Task<Guid?> LastAsync(LetterFilter filter, CancellationToken ct)
    {
        var ids = await ListAsync(
            $"select d.event_id from {LetterFilter.From} where {filter.Where()} order by d.event_id desc limit 1",
            filter, [], row => row.GetGuid(0), ct);
        return ids is [var last] ? last : null;
    }

    /// <summary>In the audit: what is ordered, before it is done.</summary>
    public Task NoteAsync(BatchOrder order, string action, CancellationToken ct) =>
        Audit.NoteAsync(dataSource, order.Actor, action, new { order.Filter, order.Count, order.Comment }, ct);

    /// <summary>Puts waiting letters away: they are kept, and no longer counted as waiting.</summary>
    /// <returns>How many letters the filter matches: nothing was done if that is not the count of the order.</returns>
    public Task<long> ArchiveAsync(BatchOrder order, CancellationToken ct) =>
        UpdateAsync(order with { Filter = order.Filter with { State = LetterState.Waiting } },
            "archived_at = clock_timestamp()", "dead-letters-archived", ct);

    /// <summary>Lets archived letters wait again.</summary>
    /// <returns>As <see cref="ArchiveAsync"/>.</returns>
    public Task<long> RestoreAsync(BatchOrder order, CancellationToken ct) =>
        UpdateAsync(order with { Filter = order.Filter with { State = LetterState.Archived } },
            "archived_at = null", "dead-letters-restored", ct);

    private async Task<long> UpdateAsync(BatchOrder order, string change, string action, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var update = new NpgsqlCommand(
            $"""
            update log.dead_letters set {change}
            where event_id in (select d.event_id from {LetterFilter.From} where {order.Filter.Where()})
            """, connection, transaction).With(order.Filter.Values());
        var matched = await update.ExecuteNonQueryAsync(ct);
        if (matched != order.Count) return matched; // rolled back
        await Audit.NoteAsync(transaction, order.Actor, action, new { order.Filter, order.Count, order.Comment }, ct);
        await transaction.CommitAsync(ct);
        return matched;
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        string sql, LetterFilter filter, object?[] more, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(sql).With([.. filter.Values(), .. more]);
        command.CommandTimeout = LetterFilter.StatementSeconds;
        return await command.ListAsync(read, ct);
    }
}
