namespace EventPlatform.Dashboard.Companies;

internal static class CompanyKeys
{
    /// <summary>The key in an address of Query such as <c>/v1/companies/xpeng/history?limit=10</c>.</summary>
    public static string Of(Uri address)
    {
        var path = address.IsAbsoluteUri ? address.AbsolutePath : address.OriginalString.Split('?')[0];
        return Uri.UnescapeDataString(path.Split('/')[3]);
    }
}
