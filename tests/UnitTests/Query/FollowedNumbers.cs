using EventPlatform.Query.Live;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.UnitTests.Query;

/// <summary>Base class of tests with followers of a source in memory.</summary>
public abstract class FollowedNumbers : IAsyncLifetime
{
    private readonly CancellationTokenSource deadline = new(TimeSpan.FromSeconds(30));
    private readonly LiveHub<int, int> hub;

    protected FollowedNumbers()
    {
        hub = new(Source, TimeProvider.System, NullLogger<LiveHub<int, int>>.Instance);
        Following = new(Source, hub, TimeProvider.System);
    }

    private protected Numbers Source { get; } = new();

    private protected Following<int, int> Following { get; }

    protected CancellationToken Deadline => deadline.Token;

    public async ValueTask InitializeAsync() => await hub.StartAsync(Deadline);

    public async ValueTask DisposeAsync()
    {
        await hub.StopAsync(CancellationToken.None);
        hub.Dispose();
        deadline.Dispose();
        GC.SuppressFinalize(this);
    }
}
