namespace EventPlatform.Dashboard.SignIn;

/// <summary>Names of what a page asks of those who look at it.</summary>
internal static class Policies
{
    public const string Analyst = "analyst";
    public const string Feed = "feed";
    public const string Observer = "observer";
    public const string Operator = "operator";
}
