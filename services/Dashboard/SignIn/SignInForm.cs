namespace EventPlatform.Dashboard.SignIn;

/// <summary>Members of the sign-in form.</summary>
internal sealed class SignInForm
{
    public const string ReturnTo = "returnTo";

    public string? Key { get; set; }

    /// <summary>A page of the dashboard; anything else leads to the first page.</summary>
    public static string SafePath(string? path) =>
        path is ['/'] or ['/', not '/', ..] && !path.Contains('\\', StringComparison.Ordinal) ? path : "/";
}
