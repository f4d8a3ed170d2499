namespace EventPlatform.Cli.Import;

/// <summary>Where the platform answers, and as whom this user may speak to it: from the environment.</summary>
internal sealed record Platform(Uri Ingestion, Uri Query, string FeedKey, string ReadKey)
{
    private static readonly Uri Unused = new("http://unused");

    /// <exception cref="CommandException">A variable is missing or no address.</exception>
    public static Platform FromEnvironment(bool reads) => new(
        Settings.Address("INGESTION_URL"), reads ? Settings.Address("QUERY_URL") : Unused, Settings.Text("FEED_KEY"), reads ? Settings.Text("READ_KEY") : "");

    /// <summary>For reading alone; null where the environment does not say where and as whom.</summary>
    public static Platform? ToRead() => Settings.Has("QUERY_URL") && Settings.Has("READ_KEY")
        ? new(Unused, Settings.Address("QUERY_URL"), "", Settings.Text("READ_KEY"))
        : null;
}
