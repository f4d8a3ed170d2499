namespace EventPlatform.Cli;

/// <summary>Reads addresses and keys from the environment.</summary>
internal static class Settings
{
    /// <summary>The variables that contain no secret.</summary>
    public static readonly IReadOnlyList<string> Addresses = ["INGESTION_URL", "EVENTSTORE_URL", "PROJECTIONS_URL", "QUERY_URL"];

    public static bool Has(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    /// <exception cref="CommandException">The variable is not set.</exception>
    public static string Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new CommandException($"{name} is not set. deploy/eventctl reads it from .data/local.env, which deploy/up writes.");

    /// <exception cref="CommandException">The variable is not set, or is not an address.</exception>
    public static Uri Address(string name) => Address(Text(name), name, "http://127.0.0.1:8081");

    /// <param name="given">The name of the text in the error message.</param>
    /// <exception cref="CommandException">The text is not an address.</exception>
    public static Uri Address(string text, string given, string example) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? uri
            : throw new CommandException($"{given} is not an address such as {example}.");

    /// <summary>The address without a user name and password.</summary>
    public static string WithoutUser(Uri address) =>
        address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);
}
