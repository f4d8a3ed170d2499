using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.DeadLetters;

/// <param name="Count">The number of letters that the caller was shown. If the number is different now, nothing is done.</param>
/// <param name="Comment">The reason, for the audit.</param>
/// <param name="Patch">For a redrive: the changes to the data of each report.</param>
internal sealed record BatchOrder(LetterFilter Filter, long Count, string Comment, Actor Actor, JsonElement? Patch = null);

/// <summary>Acts on all letters that match a filter, if their number is still the one that the caller has seen.</summary>
internal sealed class LetterBatch(NpgsqlDataSource dataSource)
{
    private const string Between = "($7::uuid is null or d.event_id > $7) and ($8::uuid is null or d.event_id <= $8)";

    public async Task<long> CountAsync(LetterFilter filter, Guid? after, Guid? upTo, CancellationToken ct) =>
        (await ListAsync(
            $"select count(*) from {LetterFilter.From} where {filter.Where()} and {Between}",
            filter, [after, upTo], row => row.GetInt64(0), ct))[0];

    /// <summary>Returns the next ids in ascending order.</summary>
    public Task<IReadOnlyList<Guid>> NextAsync(LetterFilter filter, Guid? after, Guid? upTo, int limit, CancellationToken ct) => ListAsync(
        $"select d.event_id from {LetterFilter.From} where {filter.Where()} and {Between} order by d.event_id limit $9",
        filter, [after, upTo, limit], row => row.GetGuid(0), ct);

    /// <summary>Returns the highest id, or null if no letter matches.</summary>
    public async Task<Guid?> LastAsync(LetterFilter filter, CancellationToken ct)
    {
        var ids = await ListAsync(
            $"select d.event_id from {LetterFilter.From} where {filter.Where()} order by d.event_id desc limit 1",
            filter, [], row => row.GetGuid(0), ct);
        return ids is [var last] ? last : null;
    }

    /// <summary>Adds the order to the audit, before it is carried out.</summary>
    public Task NoteAsync(BatchOrder order, string action, CancellationToken ct) =>
        Audit.NoteAsync(dataSource, order.Actor, action, new { order.Filter, order.Count, order.Comment }, ct);

    /// <summary>Archives waiting letters: they are kept, but no longer count as waiting.</summary>
    /// <returns>The number of letters that match the filter. If it differs from the count of the order, nothing was done.</returns>
    public Task<long> ArchiveAsync(BatchOrder order, CancellationToken ct) =>
        UpdateAsync(order with { Filter = order.Filter with { State = LetterState.Waiting } },
            "archived_at = clock_timestamp()", "dead-letters-archived", ct);

    /// <summary>Returns archived letters to waiting.</summary>
    /// <returns>See <see cref="ArchiveAsync"/>.</returns>
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
        if (matched != order.Count) return matched; // the transaction is rolled back
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
