namespace EventPlatform.Cli;

/// <summary>Addresses and keys, from the environment.</summary>
internal static class Settings
{
    /// <summary>The variables that hold no secret.</summary>
    public static readonly IReadOnlyList<string> Addresses = ["INGESTION_URL", "EVENTSTORE_URL", "PROJECTIONS_URL", "QUERY_URL"];

    public static bool Has(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    /// <exception cref="CommandException">It is not set.</exception>
    public static string Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new CommandException($"{name} is not set. deploy/eventctl takes it from .data/local.env, which deploy/up writes.");

    /// <exception cref="CommandException">It is not set, or no address.</exception>
    public static Uri Address(string name) => Address(Text(name), name, "http://127.0.0.1:8081");

    /// <param name="given">What the message calls the text.</param>
    /// <exception cref="CommandException">The text is no address.</exception>
    public static Uri Address(string text, string given, string example) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? uri
            : throw new CommandException($"{given} is not an address such as {example}.");

    /// <summary>The address without the name and password that it may have.</summary>
    public static string WithoutUser(Uri address) =>
        address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped);
}
