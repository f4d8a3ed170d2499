using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Hosting.Http;

/// <summary>
/// Web pages of other origins that may call a service from a browser (CORS): those in <c>Cors:Origins</c>, separated by commas or blanks;
/// none unless set.
/// </summary>
internal static class AllowedOrigins
{
    /// <summary>Each header that an answer of a service may carry, so that a page can do what its documentation says of it.</summary>
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
                $"Cors:Origins: '{wrong}' is no origin such as https://dashboard.example: " +
                "a scheme and a host, perhaps a port, and nothing more",
            ]);

        var allowed = origins.ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Keys travel in a header that a page has to set itself, so credentials (cookies) are never allowed
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(allowed.Contains)
            .AllowAnyHeader().WithExposedHeaders(Readable)
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && text.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase) && uri.UserInfo.Length == 0;
}
