namespace EventPlatform.Dashboard.SignIn;

/// <summary>Names of the authorisation policies of pages.</summary>
internal static class Policies
{
    public const string Analyst = "analyst";
    public const string Feed = "feed";
    public const string Observer = "observer";
    public const string Operator = "operator";
}
