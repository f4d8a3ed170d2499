namespace EventPlatform.Storage.ReadTables;

/// <summary>A form in which names of a company are compared to find candidates.</summary>
/// <param name="First">Position of the first report that has it.</param>
public sealed record NameFormRow([property: Ordinal] string Company, [property: Ordinal] string Form, long First)
{
    public static readonly Table<NameFormRow> Table = new("name_forms", "company, form",
        new("name_forms_by_form", "(form)"),
        new("name_forms_by_likeness", "using gin (form read.gin_trgm_ops) with (fastupdate = off)"));
}
