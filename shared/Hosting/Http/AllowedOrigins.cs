using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Hosting.Http;

/// <summary>
/// The origins of other web pages that may call a service from a browser (CORS): those in <c>Cors:Origins</c>, separated by commas or
/// blanks; none by default.
/// </summary>
internal static class AllowedOrigins
{
    /// <summary>All headers that an answer can have, so that a page can read every documented header.</summary>
    private static readonly string[] Readable =
    [
        HeaderNames.Link, HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.Allow, HeaderNames.AcceptEncoding,
        HeaderNames.WWWAuthenticate, "Position", "RateLimit",
    ];

    public static void AddAllowedOrigins(this WebApplicationBuilder builder)
    {
        var origins = builder.Configuration.List("Cors:Origins");
        if (origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
            throw new OptionsValidationException("Cors", typeof(AllowedOrigins),
            [
                $"Cors:Origins: '{wrong}' is not an origin such as https://dashboard.example: " +
                "a scheme and a host, optionally a port, and nothing more",
            ]);

        var allowed = origins.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // A page must set the header with the key itself, so credentials (cookies) are never allowed
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(allowed.Contains)
            .AllowAnyHeader().WithExposedHeaders(Readable)
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && text.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase) && uri.UserInfo.Length == 0;
}
