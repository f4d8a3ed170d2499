using System.Text.Json.Serialization;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Parquet.Serialization.Attributes;

namespace EventPlatform.Query.Exports;

/// <summary>A version of a fact as a row of an export.</summary>
internal sealed class ExportedFact
{
    private const int Digits = 38;
    private const int Decimals = 9;

    private static readonly DateOnly Epoch = new(2000, 1, 1); // PostgreSQL counts days from here

    [JsonPropertyName("fact_id")] public required string FactId { get; init; }

    [JsonPropertyName("type")] public required string Type { get; init; }

    [JsonPropertyName("state")] public required string State { get; init; }

    [JsonPropertyName("company")] public string? Company { get; init; }

    [JsonPropertyName("counterparty")] public string? Counterparty { get; init; }

    [JsonPropertyName("investors")] public List<string>? Investors { get; init; }

    [JsonPropertyName("status")] public required string Status { get; init; }

    /// <summary>As reported (EDTF).</summary>
    [JsonPropertyName("on_date")] public string? OnDate { get; init; }

    [JsonPropertyName("earliest")] public DateOnly? Earliest { get; init; }

    [JsonPropertyName("latest")] public DateOnly? Latest { get; init; }

    /// <summary>Rounded to nine decimals, as no money has more. The data has any further decimals that a feed sent.</summary>
    [JsonPropertyName("amount"), ParquetDecimal(Digits, Decimals)] public decimal? Amount { get; init; }

    [JsonPropertyName("currency")] public string? Currency { get; init; }

    [JsonPropertyName("round")] public string? Round { get; init; }

    [JsonPropertyName("product")] public string? Product { get; init; }

    [JsonPropertyName("region")] public string? Region { get; init; }

    [JsonPropertyName("technology")] public string? Technology { get; init; }

    [JsonPropertyName("country")] public string? Country { get; init; }

    /// <summary>Position of the first report of the record that founded the fact.</summary>
    [JsonPropertyName("since")] public long Since { get; init; }

    [JsonPropertyName("known_from")] public long KnownFrom { get; init; }

    /// <summary>Null if the version is still known at the position of the export.</summary>
    [JsonPropertyName("known_to")] public long? KnownTo { get; init; }

    [JsonPropertyName("sources")] public required List<string> Sources { get; init; }

    /// <summary>Positions of the reports that the fact rests on.</summary>
    [JsonPropertyName("reports")] public required List<long> Reports { get; init; }

    /// <summary>JSON in the shape of the report type.</summary>
    [JsonPropertyName("data")] public required string Data { get; init; }

    /// <param name="position">The position of the export. A version that ended later has not ended there.</param>
    public static ExportedFact Of(FactRow row, long position) => new()
    {
        FactId = row.FactId.ToString(),
        Type = row.Type,
        State = row.State,
        Company = row.Company,
        Counterparty = row.Counterparty,
        Investors = row.Investors?.ToList(),
        Status = row.Status,
        OnDate = row.OnDate,
        Earliest = Day(row.Earliest),
        Latest = Day(row.Latest),
        Amount = row.Amount is { } amount ? Math.Round(amount, Decimals) : null,
        Currency = row.Currency,
        Round = row.Round,
        Product = row.Product,
        Region = row.Region,
        Technology = row.Technology,
        Country = row.Country,
        Since = row.Since,
        KnownFrom = row.KnownFrom,
        KnownTo = row.KnownTo > position || row.KnownTo == ReadModel.Open ? null : row.KnownTo,
        Sources = [.. row.Sources],
        Reports = [.. row.AllReports],
        Data = row.Data,
    };

    /// <summary>Open ends are infinite in the table.</summary>
    private static DateOnly? Day(int? day) => day is null or int.MinValue or int.MaxValue ? null : Epoch.AddDays(day.Value);
}
