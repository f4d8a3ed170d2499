namespace EventPlatform.Dashboard.Charts;

/// <summary>A value of a chart over time.</summary>
/// <param name="Earliest">First day that its date can mean.</param>
/// <param name="Latest">Last day that its date can mean. If it differs from the first, a bar joins the two.</param>
/// <param name="Text">The text for readers.</param>
public sealed record Dot(DateOnly Earliest, DateOnly Latest, decimal Value, string Text, string? Href, bool IsDisputed = false);

/// <summary>A value that holds from a day on.</summary>
/// <param name="IsCounted">True if a source reports this total; false if it is an earlier total plus what was added since.</param>
public sealed record Level(DateOnly Day, decimal Value, string Text, string? Href, bool IsCounted);

/// <summary>Size of the drawings. The page scales them to its width.</summary>
internal static class Plot
{
    public const double Width = 960;
    public const double Height = 280;
    public const double Left = 72;
    public const double Right = 950;
    public const double Top = 14;
    public const double Bottom = 245;
}
