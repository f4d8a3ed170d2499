using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>What a page of reports can touch, as it stands before the page, and the mark that it stands at.</summary>
internal sealed record PageState(long Position, long Epoch, Dictionary<RecordId, RecordState> Records, Dictionary<Guid, FactVersion> Facts)
{
    private const string Sql =
        """
        select position, epoch from read_n.mark;

        select r.source, r.record, r.fact_id, r.newest, r.sequence, r.hash, r.last_confirmed, r.positions
        from unnest($1::text[], $2::text[]) k (source, record) join read_n.records r using (source, record);

        select f.fact_id, f.since, f.known_from, f.type, f.data
        from unnest($1::text[], $2::text[]) k (source, record) join read_n.records r using (source, record)
        join read_n.facts f on f.fact_id = r.fact_id and f.known_to = 9223372036854775807;
        """;

    public static async Task<PageState> LoadAsync(NpgsqlDataSource dataSource, int generation, IReadOnlyCollection<RecordId> ids, CancellationToken ct)
    {
        string[] sources = [.. ids.Select(id => id.Source)], records = [.. ids.Select(id => id.Record)];
        await using var batch = dataSource.CreateBatch();
        foreach (var statement in ReadSchema.For(generation, Sql).Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.TrimEnd(';');
            batch.BatchCommands.Add(command);
            if (!statement.Contains("$1", StringComparison.Ordinal)) continue;
            command.Parameters.Add(new NpgsqlParameter { Value = sources });
            command.Parameters.Add(new NpgsqlParameter { Value = records });
        }

        await using var rows = await batch.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        var state = new PageState(rows.GetInt64(0), rows.GetInt64(1), [], []);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) state.Records[new(rows.GetString(0), rows.GetString(1))] = ReadRecord(rows);
        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct)) state.Facts[rows.GetGuid(0)] = ReadFact(rows);
        return state;
    }

    private static RecordState ReadRecord(NpgsqlDataReader row) => new(
        row.GetGuid(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetString(5), row.GetInt64(6), row.GetFieldValue<long[]>(7));

    private static FactVersion ReadFact(NpgsqlDataReader row)
    {
        var data = (ReportData)JsonSerializer.Deserialize(row.GetString(4), ReportTypes.ByName[row.GetString(3)], ContractJson.Options)!;
        return new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), ReadModel.Open, FactRules.Conclude(data));
    }
}
