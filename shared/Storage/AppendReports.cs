using EventPlatform.Contracts;
using EventPlatform.Contracts.Versions;
using Npgsql;
using NpgsqlTypes;

namespace EventPlatform.Storage;

/// <param name="Outcome"><c>stored</c>, <c>duplicate</c> or <c>conflicting</c>.</param>
/// <param name="Position">The position of the report, or of the report that was stored before under the same source and id.</param>
public sealed record Appended(AcceptedReport Report, string Outcome, long Position);

/// <summary>
/// Calls the append function, which returns the <c>ordinal</c>, <c>outcome</c> and <c>position</c> of each report of a chunk.
/// </summary>
public static class AppendReports
{
    private const string Incomparable = "incomparable";

    public const string Call = "log.append_reports($1, $2, $3, $4, $5, $6, $7)";
    private const string CountedCall = "log.append_and_count($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    public static NpgsqlCommand WithChunk(this NpgsqlCommand command, AcceptedReport[] chunk)
    {
        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.EventId) });
        foreach (var text in
            (Converter<AcceptedReport, string>[])[r => r.Stream, r => r.Type, r => r.Source, r => r.Id, r => r.ContentHash])
        {
            command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, text) });
        }

        command.Parameters.Add(
            new() { Value = Array.ConvertAll(chunk, report => report.Document), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        return command;
    }

    /// <summary>
    /// Adds the parameters for <c>log.tally</c>: the place of each report in its sender's sequence, or nulls for a report without one.
    /// </summary>
    public static NpgsqlCommand WithDeliveries(this NpgsqlCommand command, AcceptedReport[] chunk)
    {
        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.Delivery?.Publisher) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.Delivery?.Sender) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.Delivery?.Number) });
        return command;
    }

    /// <summary>
    /// Appends a chunk. If an older version stored one of its reports, both hashes are computed in the current form before they are
    /// compared.
    /// </summary>
    /// <param name="command">Creates a command, in the caller's transaction if there is one.</param>
    /// <returns>The outcome of each report.</returns>
    public static async Task<IReadOnlyList<Appended>> RunAsync(
        Func<string, NpgsqlCommand> command, AcceptedReport[] chunk, CancellationToken ct)
    {
        var isCounted = Array.Exists(chunk, report => report.Delivery is not null);
        await using var append = command($"select ordinal, outcome, position from {(isCounted ? CountedCall : Call)}").WithChunk(chunk);
        if (isCounted) append.WithDeliveries(chunk);
        var appended = await append.ListAsync(row => new Appended(chunk[row.GetInt64(0) - 1], row.GetString(1), row.GetInt64(2)), ct);
        var incomparable = appended.Where(one => one.Outcome == Incomparable).ToList();
        if (incomparable.Count == 0) return appended;

        foreach (var one in incomparable) await RehashAsync(command, one.Position, ct);
        if (isCounted) return await RunAsync(command, Array.ConvertAll(chunk, Rehashed), ct); // nothing of the chunk is stored yet
        return [.. appended.Except(incomparable), .. await RunAsync(command, [.. incomparable.Select(one => Rehashed(one.Report))], ct)];
    }

    private static AcceptedReport Rehashed(AcceptedReport report) =>
        report with { ContentHash = StoredReports.HashOf(report.Type, report.Document) };

    private static async Task RehashAsync(Func<string, NpgsqlCommand> command, long position, CancellationToken ct)
    {
        await using var read = command("select type, data::text from log.mt_events where seq_id = $1").With(position);
        var found = await read.ListAsync(row => StoredReports.HashOf(row.GetString(0), row.GetString(1)), ct);
        if (found is not [var stored]) return; // the report was part of the chunk itself
        await using var note = command("insert into log.rehashed (position, hash) values ($1, $2) on conflict (position) do nothing")
            .With(position, stored);
        await note.ExecuteNonQueryAsync(ct);
    }
}
