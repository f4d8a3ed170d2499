using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Tallies;

/// <summary>Stores what Ingestion refused: counts forever, and the latest events of each sender.</summary>
internal sealed class RefusedEventStore(NpgsqlDataSource dataSource)
{
    /// <summary>Changes no row if the message is already known.</summary>
    private const string Begin =
        """
        insert into log.refusal_reports as r (publisher, number) values ($1, $2)
        on conflict (publisher) do update set number = excluded.number where r.number < excluded.number
        """;

    /// <summary>Counts at most 500 reasons per sender; all further reasons are counted together.</summary>
    private const string Count =
        """
        insert into log.refusals as r (sender, pointer, detail, count, first, last)
        select $1, case when fits then $2 else '' end, case when fits then $3 else 'other reasons' end, $4, $5, $6
        from (select exists (select from log.refusals where sender = $1 and pointer = $2 and detail = $3)
          or (select count(*) from log.refusals where sender = $1) < 500) known (fits)
        on conflict (sender, pointer, detail) do update
        set count = r.count + excluded.count, first = least(r.first, excluded.first), last = greatest(r.last, excluded.last)
        """;

    private const string Keep =
        """
        insert into log.refused_events (event_id, sender, at, line, source, id, type, errors) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
        """;

    private const string Forget =
        """
        delete from log.refused_events where sender = any($1) and event_id not in (
          select k.event_id from unnest($1::text[]) s (sender) cross join lateral (
            select event_id from log.refused_events where sender = s.sender order by at desc, event_id desc limit 100) k)
        """;

    public async Task NoteAsync(RefusedEvents refused, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var begin = new NpgsqlCommand(Begin, connection, transaction).With(refused.Publisher, refused.Number);
        if (await begin.ExecuteNonQueryAsync(ct) == 0) return;
        // In a fixed order, so that two processes never deadlock
        foreach (var count in refused.Counts.OrderBy(one => $"{one.Sender}\n{one.Pointer}\n{one.Detail}", StringComparer.Ordinal))
            await RunAsync(transaction, Count, [count.Sender, count.Pointer, count.Detail, count.Count, count.First, count.Last], ct);
        foreach (var example in refused.Examples)
        {
            await RunAsync(transaction, Keep,
                [
                    Guid.CreateVersion7(example.At), example.Sender, example.At, example.Line, example.Source, example.Id, example.Type,
                    JsonSerializer.Serialize(example.Errors, ContractJson.Options),
                ], ct);
        }

        var senders = refused.Examples.Select(example => example.Sender).Distinct(StringComparer.Ordinal).ToArray();
        await RunAsync(transaction, Forget, [senders], ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task RunAsync(NpgsqlTransaction transaction, string sql, object?[] values, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction).With(values);
        await command.ExecuteNonQueryAsync(ct);
    }
}
