using System.Security.Claims;
using EventPlatform.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>An OpenID Connect provider that signs in the person that the test has set, without asking.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    private const string Client = "dashboard";
    private const string Secret = "a-secret-of-tests";
    private readonly WebApplication app;

    public IdentityProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("/authorize").SetTokenEndpointUris("/token").AllowAuthorizationCodeFlow()
                .RequireProofKeyForCodeExchange().RegisterScopes("openid", "profile", "roles").EnableDegradedMode()
                .AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption();
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(
                handler => handler.UseInlineHandler(context =>
                {
                    if (context.ClientId != Client) context.Reject(OpenIddictConstants.Errors.InvalidClient);
                    return default;
                }));
            server.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret) context.Reject(OpenIddictConstants.Errors.InvalidClient);
                return default;
            }));
            server.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Principal = Person();
                return default;
            }));
        });
        app = builder.Build();
        app.Urls.Add(Address.ToString());
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{Machine.FreePort()}");

    public string Name { get; set; } = "Ada";

    /// <summary>The provider's name of the role; null if the person has none.</summary>
    public string? Role { get; set; }

    /// <summary>The settings of a dashboard that uses this provider.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("Oidc__Authority", Address.ToString()), ("Oidc__ClientId", Client),
        ("Oidc__ClientSecret", Secret), ("Oidc__Provider", "the test provider"),
    ];

    public Task StartAsync() => app.StartAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private ClaimsPrincipal Person()
    {
        var identity = new ClaimsIdentity("test", "name", "roles");
        identity.AddClaim(new Claim("sub", Name.ToLowerInvariant()));
        identity.AddClaim(new Claim("name", Name));
        if (Role is not null) identity.AddClaim(new Claim("roles", Role));
        var person = new ClaimsPrincipal(identity);
        person.SetScopes("openid", "profile", "roles");
        person.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken, OpenIddictConstants.Destinations.AccessToken]);
        return person;
    }
}
