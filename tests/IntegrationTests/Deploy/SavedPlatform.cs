using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Deploy;

/// <summary>A platform with some reports, on native servers because those come with PostgreSQL's programs.</summary>
public sealed class SavedPlatform : IAsyncLifetime
{
    private const int Reports = 500;
    private readonly TestServers servers = new() { Native = true };

    public SavedPlatform() => Platform = new(servers);

    public ImportingPlatform Platform { get; }

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        await Platform.InitializeAsync();
        await Platform.PostAsync(Enumerable.Range(1, Reports).Select(number => Events.Funding($"Kept {number % 20}", $"kept-{number}")));
        await Platform.SettleAsync(Reports);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        await servers.DisposeAsync();
    }
}
