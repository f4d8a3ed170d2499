using System.Net.Http.Headers;
using System.Security.Claims;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>
/// The key that requests to services carry: the one somebody signed in with; else, after OpenID Connect, the one that is configured for the
/// role, with the name of the person for the audit.
/// </summary>
internal sealed class UpstreamKey(IHttpContextAccessor http, IOptions<UpstreamOptions> options)
{
    /// <summary>Claim of the cookie, which is encrypted.</summary>
    public const string Claim = "key";

    public void AddTo(HttpRequestMessage request)
    {
        var user = http.HttpContext?.User;
        if (user?.FindFirstValue(Claim) is { } own)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", own);
        }
        else if (user?.FindFirstValue(ClaimTypes.Role) is { } role && options.Value.Keys.TryGetValue(role, out var configured))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", configured);
            request.Headers.Add(ActorOfRequest.PersonHeader, Uri.EscapeDataString(user.Identity?.Name ?? ""));
        }
    }
}
