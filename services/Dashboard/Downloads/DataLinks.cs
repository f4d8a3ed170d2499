namespace EventPlatform.Dashboard.Downloads;

/// <summary>Addresses of what a page shows as data: the same question to Query.</summary>
internal static class DataLinks
{
    public const string Prefix = "/data";
    public const string Format = "format";

    /// <param name="question">As Query was asked, such as <c>/v1/facts?company=xpeng</c>.</param>
    public static string To(string question, string format) => Addresses.With($"{Prefix}{question["/v1".Length..]}", (Format, format));
}
