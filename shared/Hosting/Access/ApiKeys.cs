using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Hosting.Access;

/// <summary>The roles that an endpoint admits, for its documentation.</summary>
public sealed record AdmittedRoles(IReadOnlyList<Role> Roles);

/// <summary>
/// Bearer keys: <c>Authorization: Bearer KEY</c>. Every endpoint except health requires one, and names the roles that it admits. Keys of
/// the installation are configured under <c>ApiKeys:0</c>, <c>ApiKeys:1</c> …; keys of feeds come from the EventStore.
/// </summary>
public static class ApiKeys
{
    private const int MaxName = 100;

    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<List<ApiKey>>()
            .Bind(builder.Configuration.GetSection("ApiKeys"), binder => binder.ErrorOnUnknownConfiguration = true)
            .Validate(
                keys => keys.TrueForAll(key =>
                    key is { Name.Length: > 0 and <= MaxName, Sha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigit)),
                "ApiKeys: each entry needs Name (up to 100 characters), Role (feed, read, observer, ops or service) " +
                "and Sha256 (64 hex digits of the key's SHA-256).")
            .Validate(
                keys => keys.Select(key => key.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() == keys.Count,
                "ApiKeys: two keys have the same Name; the audit identifies holders by name.")
            .ValidateOnStart();
        builder.Services.AddSingleton<AccessDirectory>().AddSingleton<RefusedKeys>().AddSingleton<StreamTokens>();
        // Only the core: AddAuthentication would add data protection, which writes keys to the home directory
        builder.Services.AddAuthenticationCore(options => options.AddScheme<BearerKeyHandler>(BearerKeyHandler.Bearer, displayName: null));
        builder.Services.AddWebEncoders().AddTransient<BearerKeyHandler>();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Admits keys of any of these roles. Ops are also admitted wherever read or observer is.</summary>
    public static TBuilder RequireKey<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder =>
        endpoint.Admit([.. roles, .. roles.Contains(Role.Read) || roles.Contains(Role.Observer) ? [Role.Ops] : Array.Empty<Role>()]);

    private static TBuilder Admit<TBuilder>(this TBuilder endpoint, Role[] roles) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireRole(roles.Select(role => role.ToString())))
            .WithMetadata(new AdmittedRoles(roles));

    /// <summary>Returns the feed of the request's key; null if the key may post for any feed.</summary>
    public static string? FeedName(this HttpContext http) => http.User.FindFirst(BearerKeyHandler.FeedClaim)?.Value;
}
