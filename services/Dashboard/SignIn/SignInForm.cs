namespace EventPlatform.Dashboard.SignIn;

/// <summary>Members of the sign-in form.</summary>
internal sealed class SignInForm
{
    public const string ReturnTo = "returnTo";

    public string? Key { get; set; }

    /// <summary>
    /// Returns the path if it is a page of the dashboard, and the first page otherwise. Browsers leave out tabs and line ends, and read
    /// <c>\</c> as <c>/</c>.
    /// </summary>
    public static string SafePath(string? path) =>
        path is ['/'] or ['/', not '/', ..] && !path.Any(letter => letter is '\\' || char.IsControl(letter)) ? path : "/";
}
