namespace EventPlatform.Cli.Import;

/// <summary>Where the platform answers, and as whom this user may speak to it: from the environment.</summary>
internal sealed record Platform(Uri Ingestion, Uri Query, string FeedKey, string ReadKey)
{
    /// <exception cref="ImportException">A variable is missing or no address.</exception>
    public static Platform FromEnvironment(bool reads) => new(
        Address("INGESTION_URL"), reads ? Address("QUERY_URL") : new Uri("http://unused"), Variable("FEED_KEY"), reads ? Variable("READ_KEY") : "");

    /// <summary>For reading alone; null where the environment does not say where and as whom.</summary>
    public static Platform? ToRead() => IsSet("QUERY_URL") && IsSet("READ_KEY")
        ? new(new Uri("http://unused"), Address("QUERY_URL"), "", Variable("READ_KEY"))
        : null;

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    private static Uri Address(string name) =>
        Uri.TryCreate(Variable(name), UriKind.Absolute, out var uri) ? uri : throw new ImportException($"{name} is not an address such as http://127.0.0.1:8081.");

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value
        : throw new ImportException($"{name} is not set. deploy/eventctl takes it from .data/local.env, which deploy/up writes.");
}
