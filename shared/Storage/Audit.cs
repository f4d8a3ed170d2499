using System.Text.Json;
using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using Npgsql;

namespace EventPlatform.Storage;

/// <summary>The audit in the Postgres table <c>audit.entries</c>. A service can add entries, but neither change nor delete them.</summary>
public static class Audit
{
    private const string Insert =
        "insert into audit.entries (who, key, origin, action, detail, person) values ($1, $2, $3, $4, $5::jsonb, $6)";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Creates or updates the table if one role owns the whole database; otherwise the deployment has done so.</summary>
    public static async Task CreateAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using var exists = dataSource.CreateCommand(
            "select exists (select from pg_attribute where attrelid = to_regclass('audit.entries') and attname = 'person')");
        if (await exists.ExecuteScalarAsync(ct) is true) return;
        await using var create = dataSource.CreateCommand(
            $"begin; select pg_advisory_xact_lock(7305441121); {PostgresRows.ScriptBeside(typeof(Audit), "audit")}; commit;");
        await create.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds an entry outside of a transaction.</summary>
    public static Task NoteAsync(NpgsqlDataSource dataSource, Actor actor, string action, object detail, CancellationToken ct) =>
        AddAsync(dataSource.CreateCommand(Insert), actor, action, detail, ct);

    /// <summary>Adds an entry in the transaction that it describes.</summary>
    public static Task NoteAsync(NpgsqlTransaction transaction, Actor actor, string action, object detail, CancellationToken ct) =>
        AddAsync(new NpgsqlCommand(Insert, transaction.Connection, transaction), actor, action, detail, ct);

    private static async Task AddAsync(NpgsqlCommand insert, Actor actor, string action, object detail, CancellationToken ct)
    {
        await using var note =
            insert.With(actor.Name, actor.Key, actor.Origin, action, JsonSerializer.Serialize(detail, Json), actor.Person);
        await note.ExecuteNonQueryAsync(ct);
    }
}
