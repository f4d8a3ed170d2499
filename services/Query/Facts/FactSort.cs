using System.Globalization;

namespace EventPlatform.Query.Facts;

/// <summary>A sort order of facts, with its cursors. Facts without a date or an amount come last.</summary>
internal sealed record FactSort(string Name, string Expression, string Type, bool IsDescending)
{
    public static readonly string[] Names = ["known", "-known", "date", "-date", "amount", "-amount"];

    /// <summary>The sort orders of promises.</summary>
    public static readonly string[] NamesOfPromises = ["known", "due"];

    /// <summary>SQL. A query returns the sort key as text, in one more column after those of the fact.</summary>
    public string OrderBy => $"{Expression} {Direction}, f.fact_id {Direction}";

    private string Direction => IsDescending ? "desc" : "asc";

    public static FactSort Of(string name) => name switch
    {
        "known" or "-known" => new(name, "f.since", "bigint", name[0] == '-'),
        "date" => new(name, "coalesce(f.earliest, 'infinity')", "date", IsDescending: false),
        "-date" => new(name, "coalesce(f.latest, '-infinity')", "date", IsDescending: true),
        "due" => new(name, "f.due", "date", IsDescending: false),
        "amount" => new(name, "coalesce(f.amount, 1e30)", "numeric", IsDescending: false),
        _ => new(name, "coalesce(f.amount, -1)", "numeric", IsDescending: true),
    };

    public string Cursor(AsKnown known, string key, Guid factId) => Query.Cursor.Of(known, Key(key, factId));

    /// <summary>The last fact of a page, as <see cref="ReadCursor"/> reads it.</summary>
    public string[] Key(string key, Guid factId) => [Name, key, factId.ToString()];

    /// <summary>Returns null if it is not a cursor of this order.</summary>
    public object[]? ReadCursor(IReadOnlyList<string> parts) =>
        parts is [var name, var key, var id] && name == Name && IsKey(key) && Guid.TryParse(id, out var factId) ? [key, factId] : null;

    public void After(object[]? cursor, Conditions conditions)
    {
        if (cursor is not [var key, var factId]) return;
        conditions.Add(
            $"({Expression}, f.fact_id) {(IsDescending ? "<" : ">")} (cast({conditions.Parameter(key)}::text as {Type}), {conditions.Parameter(factId)})");
    }

    private bool IsKey(string key) => Type switch
    {
        "bigint" => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "numeric" => decimal.TryParse(
            key, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            || key == "1000000000000000000000000000000",
        _ => key is "infinity" or "-infinity"
            || DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
    };
}
