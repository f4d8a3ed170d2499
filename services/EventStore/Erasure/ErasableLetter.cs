using System.Text.Json;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Erasure;

/// <summary>A dead letter, with the edited documents and the errors of its redrives.</summary>
internal sealed record ErasableLetter(Guid Id, string Type, string Payload, string Error, string Redrives)
{
    private const int StatementSeconds = 1800;
    private const string Separator = "\u0001"; // separates the texts of redrives, which cannot contain it
    private const string Columns =
        """
        select d.event_id, d.type, d.payload, d.error, coalesce(
          (select string_agg(concat_ws(chr(1), coalesce(r.edited, ''), coalesce(r.error, '')), chr(1) order by r.attempt)
           from log.redrives r where r.event_id = d.event_id), '')
        from log.dead_letters d
        """;

    public static async Task<IReadOnlyList<ErasableLetter>> ListAsync(NpgsqlConnection connection, string[] patterns, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select * from ({Columns}) letter (id, type, payload, error, redrives)
            where concat_ws(' ', payload, error, redrives) ilike all ($1)
            """, connection) { CommandTimeout = StatementSeconds }.With((object)patterns);
        return await command.ListAsync(Read, ct);
    }

    public static async Task MaskAsync(NpgsqlTransaction transaction, Guid id, ErasedName name, long number, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand($"{Columns} where d.event_id = $1", transaction.Connection, transaction).With(id);
        var masked = (await read.ListAsync(Read, ct))[0].Mask(name, number);
        await using var letter = new NpgsqlCommand(
            "update log.dead_letters set payload = $2, error = $3 where event_id = $1", transaction.Connection, transaction)
            .With(id, masked.Payload, masked.Error);
        await letter.ExecuteNonQueryAsync(ct);
        var texts = masked.Redrives.Split(Separator);
        await using var redrives = new NpgsqlCommand(
            """
            update log.redrives r set edited = nullif(t.edited, ''), error = nullif(t.error, '')
            from (select row_number() over (order by attempt) as place, attempt from log.redrives where event_id = $1) p
            join unnest($2::text[], $3::text[]) with ordinality t (edited, error, place) on t.place = p.place
            where r.event_id = $1 and r.attempt = p.attempt
            """, transaction.Connection, transaction)
            .With(id, texts.Where((_, index) => index % 2 == 0).ToArray(), texts.Where((_, index) => index % 2 == 1).ToArray());
        await redrives.ExecuteNonQueryAsync(ct);
    }

    public ErasableLetter Mask(ErasedName name, long number) => this with
    {
        Payload = Masked(Type, Payload, name, number),
        Error = name.Mask(Error, number),
        Redrives = string.Join(Separator, Redrives.Split(Separator).Select(text => Masked(null, text, name, number))),
    };

    public bool Has(ErasedName name) => name.IsIn(Payload) || name.IsIn(Error) || name.IsIn(Redrives);

    /// <summary>Masks a name in JSON, or in plain text if the text is not JSON.</summary>
    private static string Masked(string? type, string text, ErasedName name, long number)
    {
        try
        {
            if (!text.StartsWith('{')) return name.Mask(text, number);
            // A refused report may be unreadable
            return ErasableReport.Mask(type, text, name, number).Document
                ?? ErasableReport.Mask(null, text, name, number).Document ?? text;
        }
        catch (JsonException)
        {
            return name.Mask(text, number);
        }
    }

    private static ErasableLetter Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4));
}
