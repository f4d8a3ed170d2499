namespace EventPlatform.Dashboard.Ops.Identity;

/// <summary>What an operator declares about companies. Each declaration uses some of the members.</summary>
public sealed class DeclarationForm
{
    public string? Key { get; set; }

    public string? Other { get; set; }

    /// <summary>Keys, separated by commas.</summary>
    public string? Without { get; set; }

    public string? Source { get; set; }

    /// <summary>Record keys of the source, separated by commas; empty: all of its reports.</summary>
    public string? Records { get; set; }

    public string? Reason { get; set; }

    public static DeclarationForm Of(IQueryCollection query) => new()
    {
        Key = First(query, "from", "key"), Other = First(query, "into", "to", "other"), Without = First(query, "without"),
        Source = First(query, "source"),
    };

    public static string[] Listed(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? First(IQueryCollection query, params string[] names) =>
        names.Select(name => query[name].ToString()).FirstOrDefault(text => text.Length > 0);
}
