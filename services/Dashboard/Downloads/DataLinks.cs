namespace EventPlatform.Dashboard.Downloads;

/// <summary>Addresses of downloads: the request that a page sends to Query, in another format.</summary>
internal static class DataLinks
{
    public const string Prefix = "/data";
    public const string Format = "format";

    /// <param name="question">The address at Query, such as <c>/v1/facts?company=xpeng</c>.</param>
    public static string To(string question, string format) => Addresses.With($"{Prefix}{question["/v1".Length..]}", (Format, format));
}
