namespace EventPlatform.Storage.ReadTables;

/// <summary>A product that a fact was about once. Whether it is known at a moment, facts say.</summary>
/// <param name="Product">Its name by words, as facts have it: compared as there, so that their index finds them.</param>
/// <param name="Name">As it was named first.</param>
/// <param name="First">Position since which it is known.</param>
public sealed record ProductNameRow(string Company, string Product, string Name, long First)
{
    public static readonly Table<ProductNameRow> Table = new("product_names", "company, product",
        new Index("product_names_by_likeness", "using gin (lower(name) read.gin_trgm_ops)"));
}
