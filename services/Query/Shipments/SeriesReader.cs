using System.Text.Json.Serialization;
using EventPlatform.Contracts;
using EventPlatform.Query.Companies;
using EventPlatform.Storage;

namespace EventPlatform.Query.Shipments;

/// <summary>The filter of shipments. A null member does not filter.</summary>
internal sealed record SeriesFilter(string? Company, string? Product, string? Region, ShipmentBasis? Basis)
{
    public static readonly string[] Bases = [.. Enum.GetValues<ShipmentBasis>().Select(basis => ContractJson.Name(basis))];

    [JsonIgnore] public bool IsEmpty => this == new SeriesFilter(null, null, null, null);

    public static SeriesFilter Read(Parameters parameters) =>
        new(parameters.Text("company"), parameters.Text("product"), parameters.Text("region"), parameters.Named<ShipmentBasis>("basis"));
}

/// <param name="RegionKey">The region by its words; null for shipments without a region.</param>
internal sealed record KnownSeries(
    string Product, string? Region, string? RegionKey, ShipmentBasis Basis, Series Series, IReadOnlyList<string> Sources);

/// <summary>Reads the shipments that were known, up to the requested day if there is one.</summary>
internal static class SeriesReader
{
    private sealed record Row(
        string ProductKey, string? RegionKey, string Product, string? Region, ShipmentBasis Basis, Shipped Shipped, string[] Sources);

    /// <summary>Returns a series for each product, region and basis.</summary>
    public static async Task<IReadOnlyList<KnownSeries>> ListAsync(
        ReadSession session, AsKnown known, SeriesFilter filter, CancellationToken ct)
    {
        var conditions = await ConditionsAsync(session, known, filter, ct);
        var rows = await session.ListAsync(
            $"""
            select f.product, f.region, f.data->>'product', f.data->>'region', f.basis, f.fact_id, f.since, f.measure, f.on_date, f.quantity, f.sources
            from facts f where {conditions} order by f.product, f.region nulls first, f.basis, f.since, f.fact_id
            """,
            conditions.Values,
            row => new Row(
                row.GetString(0), row.GetText(1), row.GetString(2), row.GetText(3),
                ContractJson.Named<ShipmentBasis>(row.GetString(4))!.Value,
                new Shipped(
                    row.GetGuid(5), row.GetInt64(6), ContractJson.Named<ShipmentMeasure>(row.GetString(7))!.Value,
                    PartialDate.Parse(row.GetString(8)), row.GetDecimal(9)),
                row.GetFieldValue<string[]>(10)), ct);
        return [.. rows.GroupBy(row => (row.ProductKey, row.RegionKey, row.Basis)).Select(Of)];
    }

    /// <summary>Returns the conditions on facts <c>f</c>.</summary>
    public static async Task<Conditions> ConditionsAsync(ReadSession session, AsKnown known, SeriesFilter filter, CancellationToken ct) =>
        new Conditions(known.Facts, known.UpToDay, "f.measure is not null")
            .Add("f.company = ?", filter.Company is null ? null : await KnownCompany.CanonicalAsync(session, known, filter.Company, ct))
            .Add("f.product = ?", Words(filter.Product))
            .Add("f.region = ?", Words(filter.Region)).Add("f.basis = ?", filter.Basis is { } basis ? ContractJson.Name(basis) : null);

    private static KnownSeries Of(IEnumerable<Row> rows)
    {
        var list = rows.ToList();
        return new(
            list[0].Product, list[0].Region, list[0].RegionKey, list[0].Basis, Series.Of(list.ConvertAll(row => row.Shipped)),
            [.. list.SelectMany(row => row.Sources)]);
    }

    private static string? Words(string? text) => text is null ? null : NormalisedName.Of(text);
}
