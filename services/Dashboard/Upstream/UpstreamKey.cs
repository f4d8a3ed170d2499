using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>
/// The key of requests to services. It is the key of the sign-in; after OpenID Connect, it is the key that is configured for the role, and
/// the name of the person is sent for the audit.
/// </summary>
internal sealed class UpstreamKey(IHttpContextAccessor http, IOptions<UpstreamOptions> options)
{
    /// <summary>The claim in the cookie, which is encrypted.</summary>
    public const string Claim = "key";

    public void AddTo(HttpRequestMessage request)
    {
        var user = http.HttpContext?.User;
        if (user?.FindFirstValue(Claim) is { } own)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", own);
        }
        else if (user?.FindFirstValue(ClaimTypes.Role) is { } role)
        {
            if (!options.Value.Keys.TryGetValue(role, out var configured)) throw NoKey(role);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configured);
            request.Headers.Add(ActorOfRequest.PersonHeader, Uri.EscapeDataString(user.Identity?.Name ?? ""));
        }
    }

    private static UpstreamException NoKey(string role) => new(
        HttpStatusCode.ServiceUnavailable, "The dashboard has no key for your role",
        $"Operators set Upstream__Keys__{role} to a key of the role {role.ToLowerInvariant()}.");
}
