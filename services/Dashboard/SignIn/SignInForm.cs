namespace EventPlatform.Dashboard.SignIn;

/// <summary>Members of the sign-in form.</summary>
internal sealed class SignInForm
{
    public const string ReturnTo = "returnTo";

    public string? Key { get; set; }

    /// <summary>
    /// A page of the dashboard; anything else leads to the first page. Browsers leave out tabs and line ends, and take <c>\</c> for <c>/</c>.
    /// </summary>
    public static string SafePath(string? path) =>
        path is ['/'] or ['/', not '/', ..] && !path.Any(letter => letter is '\\' || char.IsControl(letter)) ? path : "/";
}
