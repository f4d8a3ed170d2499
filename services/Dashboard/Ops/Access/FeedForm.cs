namespace EventPlatform.Dashboard.Ops.Access;

/// <summary>What an operator enters about a feed.</summary>
public sealed class FeedForm
{
    public string? Name { get; set; }

    public string? SourcePrefix { get; set; }

    public string? Trust { get; set; } = "0";

    public string? Licence { get; set; }

    public string? Attribution { get; set; }

    /// <summary>Names of feeds, separated by commas.</summary>
    public string? Overlaps { get; set; }

    public static FeedForm Of(RegisteredFeed feed) => new()
    {
        Name = feed.Name, SourcePrefix = feed.SourcePrefix, Trust = $"{feed.Trust}", Licence = feed.Licence, Attribution = feed.Attribution,
        Overlaps = string.Join(", ", feed.Overlaps),
    };

    /// <summary>Returns the body of a request.</summary>
    public object ToBody() => new
    {
        name = Name?.Trim() ?? "",
        sourcePrefix = SourcePrefix?.Trim() ?? "",
        trust = int.TryParse(Trust, out var trust) ? trust : 0,
        licence = TextOrNull(Licence),
        attribution = TextOrNull(Attribution),
        overlaps = (Overlaps ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
