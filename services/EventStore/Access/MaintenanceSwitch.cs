using EventPlatform.Contracts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Turns maintenance on and off, with an entry in the audit.</summary>
internal sealed class MaintenanceSwitch(NpgsqlDataSource dataSource)
{
    /// <summary>Turns maintenance on. If it is already on, only the author and the reason change.</summary>
    public Task TurnOnAsync(Actor actor, string reason, CancellationToken ct) => RunAsync(
        "insert into access.maintenance as m (who, reason) values ($1, $2) " +
        "on conflict (is_on) do update set who = excluded.who, reason = excluded.reason",
        [actor.Signature, reason], actor, "maintenance-on", new { reason }, ct);

    /// <summary>Turns maintenance off. If it is already off, the audit gets no entry.</summary>
    public Task TurnOffAsync(Actor actor, CancellationToken ct) =>
        RunAsync("delete from access.maintenance", [], actor, "maintenance-off", new { }, ct);

    private async Task RunAsync(string sql, object?[] values, Actor actor, string action, object detail, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var change = new NpgsqlCommand(sql, connection, transaction).With(values);
        if (await change.ExecuteNonQueryAsync(ct) == 0) return;
        await Audit.NoteAsync(transaction, actor, action, detail, ct);
        await transaction.CommitAsync(ct);
    }
}
