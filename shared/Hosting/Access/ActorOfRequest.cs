using System.Security.Claims;
using EventPlatform.Contracts;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Access;

public static class ActorOfRequest
{
    /// <summary>The header in which the holder of an ops key names the person who acts, percent-encoded as UTF-8.</summary>
    public const string PersonHeader = "EventPlatform-Person";

    private const int MaxLength = 100;

    extension(Actor)
    {
        /// <summary>Returns the holder of the key of a request.</summary>
        public static Actor Of(HttpContext http) => new(
            http.User.Identity?.Name ?? "?", http.User.FindFirstValue(ClaimTypes.NameIdentifier),
            http.Connection.RemoteIpAddress?.ToString(),
            http.User.IsInRole(nameof(Role.Ops)) ? PersonOf(http.Request.Headers[PersonHeader].ToString()) : null);
    }

    /// <summary>Returns null if the header has no name that the audit could show.</summary>
    private static string? PersonOf(string header)
    {
        var name = Uri.UnescapeDataString(header).Trim();
        if (name.Length == 0 || name.Any(char.IsControl) || UnreadableText.ProblemOf(name) is not null) return null;
        if (name.Length <= MaxLength) return name;
        return name[..(char.IsHighSurrogate(name[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }
}
