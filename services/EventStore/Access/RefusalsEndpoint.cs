using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary><c>POST /v1/access/refusals</c>: accepts the refusals of the other services for the audit.</summary>
internal static class RefusalsEndpoint
{
    public static void MapRefusals(this IEndpointRouteBuilder app) => app.MapPost("/v1/access/refusals", Post)
        .RequireKey(Role.Service).WithName("reportRefusedKeys")
        .WithSummary("Adds the keys that a service refused to the audit")
        .TakesBody("""{"service":"Query","keys":[{"reason":"unknown","sha256":null,"origin":"127.0.0.1","count":3,"first":"2026-11-23T07:04:05Z","last":"2026-11-23T07:05:00Z"}]}""")
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<NoContent> Post(Refusals refusals, RefusalAudit audit, CancellationToken ct)
    {
        await audit.NoteAsync(refusals, ct);
        return TypedResults.NoContent();
    }
}

/// <summary>
/// Adds refused keys to the audit, with the id and name of the key. The hash is only used to find them, and is not stored.
/// </summary>
internal sealed class RefusalAudit(NpgsqlDataSource dataSource, AccessDirectory directory)
{
    public async Task NoteAsync(Refusals refusals, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var key in refusals.Keys)
        {
            var (id, name, isRevoked) = await HolderAsync(transaction, key.Sha256, ct);
            await Audit.NoteAsync(transaction, new(name ?? "?", id, key.Origin), "key-refused",
                new { refusals.Service, Reason = isRevoked ? "revoked" : key.Reason, key.Count, key.First, key.Last }, ct);
        }

        await transaction.CommitAsync(ct);
    }

    private async Task<(string? Id, string? Name, bool IsRevoked)> HolderAsync(
        NpgsqlTransaction transaction, string? sha256, CancellationToken ct)
    {
        if (sha256 is null) return default;
        if (directory.FindKey(sha256) is { Key: var held }) return (held.KeyId, held.Name, false);
        await using var command = new NpgsqlCommand(
            "select id, name from access.keys where sha256 = $1 and revoked_at is not null", transaction.Connection, transaction)
            .With(sha256);
        return await command.ListAsync(row => (row.GetGuid(0).ToString(), row.GetString(1)), ct) is [var (id, name)]
            ? (id, name, true)
            : default;
    }
}
