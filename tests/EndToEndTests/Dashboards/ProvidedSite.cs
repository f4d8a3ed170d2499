using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>Another dashboard of the same platform, to which people sign in with OpenID Connect.</summary>
public sealed class ProvidedSite(Site site) : IAsyncLifetime
{
    private ServiceProcess dashboard = null!;

    internal IdentityProvider Provider { get; } = new();

    public string Address => dashboard.Address.ToString();

    public async ValueTask InitializeAsync()
    {
        await Provider.StartAsync();
        Role[] roles = [Role.Read, Role.Observer, Role.Ops];
        dashboard = site.NewDashboard([.. Provider.Settings, .. roles.Select(role => ($"Upstream__Keys__{role}", Keys.Of(role)))]);
        await dashboard.StartReadyAsync();
    }

    /// <summary>Opens a page for somebody who has not signed in.</summary>
    public Task<WatchedPage> OpenAsync() => site.OpenAsync(new() { BaseURL = Address });

    public async ValueTask DisposeAsync()
    {
        await dashboard.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
