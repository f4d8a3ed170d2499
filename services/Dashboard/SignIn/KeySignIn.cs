using System.Security.Claims;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace EventPlatform.Dashboard.SignIn;

/// <summary>Exchanges an API key for a cookie.</summary>
internal sealed class KeySignIn(AccessDirectory directory, IHttpContextAccessor http)
{
    public const string FeedClaim = "feed";

    /// <returns>What is wrong with the key; null if it was accepted.</returns>
    public async Task<string?> TryAsync(string key)
    {
        if (!directory.IsKnown) return "The dashboard does not know yet which keys are valid. Try again in a few seconds.";
        if (directory.FindKey(AccessDirectory.HashOf(key)) is not { Key: var held }) return "This key is not known, or was revoked.";
        if (held.Role is Role.Service)
            return "This key is only for services. Use one with the role read, feed, observer or ops.";
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, held.KeyId), new(ClaimTypes.Name, held.Name), new(ClaimTypes.Role, held.Role.ToString()),
            new(UpstreamKey.Claim, key),
        };
        if (held.Feed is not null) claims.Add(new(FeedClaim, held.Feed));
        await http.HttpContext!.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme)));
        return null;
    }
}
