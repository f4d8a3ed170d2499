namespace EventPlatform.Storage.ReadTables;

/// <summary>A form of a company's name, which is compared with others to find candidates.</summary>
/// <param name="First">The position of the first report with this form.</param>
public sealed record NameFormRow([property: Ordinal] string Company, [property: Ordinal] string Form, long First)
{
    public static readonly Table<NameFormRow> Table = new("name_forms", "company, form",
        new("name_forms_by_form", "(form)"),
        new("name_forms_by_likeness", "using gin (form read.gin_trgm_ops) with (fastupdate = off)"));
}
