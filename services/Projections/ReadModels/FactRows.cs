using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts fact versions to and from rows.</summary>
internal static class FactRows
{
    public static FactRow Of(FactVersion version)
    {
        var fact = version.Fact;
        var (data, milestones, disputes) = fact.Json();
        var rule = FactRules.Of(fact.Data);
        var columns = rule.ColumnsOf(fact);
        return new(
            version.FactId, version.Since, version.KnownFrom, version.KnownTo, version.Ordinal,
            fact.Type, ContractJson.Name(fact.State), version.ContinuedBy,
            fact.Company, fact.Counterparty, Array(version.Left), Array(fact.Investors), fact.Status,
            fact.On?.Text, fact.On is null ? null : Day.Earliest(fact.On), fact.On is null ? null : Day.Latest(fact.On),
            fact.Amount?.Amount, fact.Amount?.Currency,
            columns.Round, columns.Product, columns.Region, columns.Technology, columns.Country,
            rule.DueOf(fact) is { } due ? Day.Latest(due) : null,
            columns.Basis, columns.Measure, columns.Quantity, columns.Unit, columns.Lat, columns.Lon,
            Array(fact.Sources)!, fact.Reports is [var only] && only == version.Since ? null : Array(fact.Reports), data, milestones,
            disputes);
    }

    public static FactVersion Read(FactRow row)
    {
        var data = (ReportData)JsonSerializer.Deserialize(row.Data, ReportTypes.ByName[row.Type], ContractJson.Options)!;
        var fact = new Fact(
            row.Type, Enum.Parse<FactState>(row.State, ignoreCase: true), row.Company, row.Counterparty, row.Status,
            FactRules.Of(data).WhenOf(data),
            row.Amount is { } amount ? new Money(amount, row.Currency!) : null, data, row.Sources, row.AllReports)
        {
            Investors = row.Investors,
            Milestones = List<Milestone>(row.Milestones),
            Disputes = List<Dispute>(row.Disputes),
        };
        return new(row.FactId, row.Since, row.KnownFrom, row.KnownTo, row.Ordinal, fact) { ContinuedBy = row.ContinuedBy };
    }

    private static T[]? Array<T>(IReadOnlyList<T>? list) => list as T[] ?? list?.ToArray();

    private static List<T>? List<T>(string? json) => json is null ? null : JsonSerializer.Deserialize<List<T>>(json, ContractJson.Options);
}
