using System.Security.Claims;
using EventPlatform.Contracts;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Access;

public static class ActorOfRequest
{
    extension(Actor)
    {
        /// <summary>The holder of the key that a request came with.</summary>
        public static Actor Of(HttpContext http) =>
            new(http.User.Identity?.Name ?? "?", http.User.FindFirstValue(ClaimTypes.NameIdentifier), http.Connection.RemoteIpAddress?.ToString());
    }
}
