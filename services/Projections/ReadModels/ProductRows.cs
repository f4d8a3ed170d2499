using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts products to rows.</summary>
internal static class ProductRows
{
    /// <summary>Returns each product of these versions once, with its first name.</summary>
    public static IEnumerable<ProductNameRow> Of(IEnumerable<FactVersion> begun) => begun
        .Select(version => (Version: version, Columns: FactRules.Of(version.Fact.Data).ColumnsOf(version.Fact)))
        .Where(one => one is { Version.Fact.Company: not null, Columns: { Product: not null, ProductName: not null } })
        .Select(one => new ProductNameRow(
            one.Version.Fact.Company!, one.Columns.Product!, one.Columns.ProductName!, one.Version.KnownFrom))
        .DistinctBy(row => (row.Company, row.Product));
}
