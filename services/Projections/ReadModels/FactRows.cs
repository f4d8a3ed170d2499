using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Reads fact versions as they were written.</summary>
internal static class FactRows
{
    public const string Columns =
        "f.fact_id, f.since, f.known_from, f.known_to, f.ordinal, f.continued_by, f.type, f.state, f.company, f.counterparty, f.status, f.on_date, f.amount, f.currency, "
        + "f.sources, f.reports, f.investors, f.data::text, f.milestones::text, f.disputes::text";

    public static FactVersion Read(NpgsqlDataReader row)
    {
        var data = (ReportData)JsonSerializer.Deserialize(row.GetString(17), ReportTypes.ByName[row.GetString(6)], ContractJson.Options)!;
        var fact = new Fact(
            row.GetString(6), Enum.Parse<FactState>(row.GetString(7), ignoreCase: true), row.GetText(8), row.GetText(9), row.GetString(10), FactRules.Of(data).WhenOf(data),
            row.IsDBNull(12) ? null : new Money(row.GetDecimal(12), row.GetString(13)), data, row.GetFieldValue<string[]>(14), row.GetFieldValue<long[]>(15))
        {
            Investors = row.IsDBNull(16) ? null : row.GetFieldValue<string[]>(16),
            Milestones = List<Milestone>(row.GetText(18)),
            Disputes = List<Dispute>(row.GetText(19)),
        };
        return new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), fact) { ContinuedBy = row.IsDBNull(5) ? null : row.GetGuid(5) };
    }

    private static List<T>? List<T>(string? json) => json is null ? null : JsonSerializer.Deserialize<List<T>>(json, ContractJson.Options);
}
