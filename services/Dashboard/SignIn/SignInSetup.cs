using System.Security.Claims;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace EventPlatform.Dashboard.SignIn;

/// <summary>Sets up the sign-in, which exchanges an API key or OpenID Connect for a cookie, and the policies of pages.</summary>
internal static class SignInSetup
{
    public const string Path = "/sign-in";

    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        builder.AddApiKeys();
        builder.AddKeyRing();
        var authentication = builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "eventplatform";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = Path;
            cookie.AccessDeniedPath = "/not-allowed";
            cookie.ReturnUrlParameter = SignInForm.ReturnTo;
            cookie.Events.OnValidatePrincipal = EndWithKeyAsync;
        });
        builder.AddOpenIdConnect(authentication);
        builder.Services.AddCascadingAuthenticationState().AddScoped<KeySignIn>();
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Analyst, policy => policy.RequireRole(nameof(Role.Read), nameof(Role.Ops)))
            .AddPolicy(Policies.Feed, policy => policy.RequireRole(nameof(Role.Feed), nameof(Role.Read), nameof(Role.Ops)))
            .AddPolicy(Policies.Observer, policy => policy.RequireRole(nameof(Role.Observer), nameof(Role.Ops)))
            .AddPolicy(Policies.Operator, policy => policy.RequireRole(nameof(Role.Ops)));
    }

    /// <summary>Keeps the keys that encrypt cookies in a folder, so that cookies survive a restart.</summary>
    private static void AddKeyRing(this WebApplicationBuilder builder)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName("EventPlatform.Dashboard");
        if (builder.Configuration["DataProtection:Folder"] is { Length: > 0 } folder) protection.PersistKeysToFileSystem(new(folder));
        else protection.UseEphemeralDataProtectionProvider();
    }

    /// <summary>Ends the sign-in if the key was revoked, or has another role now.</summary>
    private static async Task EndWithKeyAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal?.FindFirstValue(UpstreamKey.Claim) is not { } key) return;
        var directory = context.HttpContext.RequestServices.GetRequiredService<AccessDirectory>();
        if (!directory.IsKnown) return;
        if (directory.FindKey(AccessDirectory.HashOf(key)) is { } held && context.Principal.IsInRole(held.Key.Role.ToString())) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync();
    }
}
