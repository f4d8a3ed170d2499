namespace EventPlatform.Storage.ReadTables;

/// <summary>A product that some fact was about. Only the facts show whether it is known at a position.</summary>
/// <param name="Product">The name by words, in the form and collation of the facts, so that their index can be used.</param>
/// <param name="Name">The first name that was reported.</param>
/// <param name="First">The position since which it is known.</param>
public sealed record ProductNameRow(string Company, string Product, string Name, long First)
{
    public static readonly Table<ProductNameRow> Table = new("product_names", "company, product",
        new Index("product_names_by_likeness", "using gin (lower(name) read.gin_trgm_ops)"));
}
