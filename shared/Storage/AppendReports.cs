using EventPlatform.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace EventPlatform.Storage;

/// <summary>The call of the append function, which says of each report of a chunk its <c>ordinal</c>, <c>outcome</c> and <c>position</c>.</summary>
public static class AppendReports
{
    public const string Call = "log.append_reports($1, $2, $3, $4, $5, $6, $7)";

    public static NpgsqlCommand WithChunk(this NpgsqlCommand command, AcceptedReport[] chunk)
    {
        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.EventId) });
        foreach (var text in (Converter<AcceptedReport, string>[])[r => r.Stream, r => r.Type, r => r.Source, r => r.Id, r => r.ContentHash])
        {
            command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, text) });
        }

        command.Parameters.Add(new() { Value = Array.ConvertAll(chunk, report => report.Document), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        return command;
    }
}
