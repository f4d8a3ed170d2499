using System.Security.Claims;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace EventPlatform.Dashboard.SignIn;

/// <summary>
/// Sign-in by OpenID Connect, if <c>Oidc:Authority</c> is set. A claim of the person names the role: viewer, feed, observer or operator.
/// </summary>
internal static class OpenIdConnect
{
    public const string StartPath = "/sign-in/oidc";

    private static readonly Dictionary<string, Role> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["viewer"] = Role.Read, ["feed"] = Role.Feed, ["observer"] = Role.Observer, ["operator"] = Role.Ops,
    };

    /// <summary>Claims that name a person, the best first.</summary>
    private static readonly string[] Names = ["name", "preferred_username", "email", "sub"];

    public static bool IsConfigured(IConfiguration configuration) => configuration["Oidc:Authority"] is { Length: > 0 };

    /// <summary>The name of the provider for people. The default is its host.</summary>
    public static string ProviderOf(IConfiguration configuration) =>
        configuration["Oidc:Provider"] is { Length: > 0 } name ? name : new Uri(configuration["Oidc:Authority"]!).Host;

    public static void AddOpenIdConnect(this WebApplicationBuilder builder, AuthenticationBuilder authentication)
    {
        if (!IsConfigured(builder.Configuration)) return;
        var section = builder.Configuration.GetSection("Oidc");
        var claim = section["RoleClaim"] is { Length: > 0 } name ? name : "roles";
        authentication.AddOpenIdConnect(oidc =>
        {
            oidc.Authority = section["Authority"];
            oidc.ClientId = section["ClientId"];
            oidc.ClientSecret = section["ClientSecret"];
            oidc.ResponseType = "code";
            oidc.UsePkce = true;
            oidc.MapInboundClaims = false;
            oidc.GetClaimsFromUserInfoEndpoint = true;
            oidc.RequireHttpsMetadata = !oidc.Authority!.StartsWith("http://127.0.0.1", StringComparison.Ordinal)
                && !oidc.Authority.StartsWith("http://localhost", StringComparison.Ordinal);
            oidc.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            oidc.Scope.Clear();
            foreach (var scope in (section["Scopes"] ?? "openid profile roles").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                oidc.Scope.Add(scope);
            oidc.ClaimActions.MapAll();
            oidc.Events.OnTicketReceived = context =>
            {
                context.Principal = PrincipalOf(context.Principal!, claim);
                if (context.Principal is not null) return Task.CompletedTask;
                context.HandleResponse();
                context.Response.Redirect("/not-allowed");
                return Task.CompletedTask;
            };
            oidc.Events.OnRemoteFailure = context =>
            {
                context.HandleResponse();
                context.Response.Redirect(Addresses.With(SignInSetup.Path, ("failed", context.Failure?.Message)));
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>Returns null if no claim of the person names a role.</summary>
    private static ClaimsPrincipal? PrincipalOf(ClaimsPrincipal person, string roleClaim)
    {
        var roles = person.FindAll(roleClaim).Select(claim => Roles.GetValueOrDefault(claim.Value, Role.Service))
            .Where(role => role is not Role.Service).ToList();
        if (roles.Count == 0) return null;
        var role = roles.Contains(Role.Ops) ? Role.Ops : roles[0];
        var name = Names.Select(person.FindFirstValue).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "?";
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, person.FindFirstValue("sub") ?? name), new(ClaimTypes.Name, name),
            new(ClaimTypes.Role, $"{role}"),
        };
        if (person.FindFirstValue(KeySignIn.FeedClaim) is { } feed) claims.Add(new(KeySignIn.FeedClaim, feed));
        return new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }
}
