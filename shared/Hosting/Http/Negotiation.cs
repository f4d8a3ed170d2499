using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace EventPlatform.Hosting.Http;

/// <summary>
/// Content negotiation (RFC 9110, 12.5.1): selects the media type that a request prefers, or answers 406 if it accepts none of those
/// offered.
/// </summary>
public static class Negotiation
{
    public const string NotAcceptable = "No acceptable media type";

    /// <summary>Declares the media types of an endpoint's GET answers, beside those of its <c>Produces</c>.</summary>
    public static TBuilder Offers<TBuilder>(this TBuilder endpoint, params IReadOnlyList<string> mediaTypes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Offered(mediaTypes));

    /// <summary>
    /// Returns the offered media type with the highest quality. Among equals, the more specific range wins, then the order of the request,
    /// then the order of the offer. Returns null if the request accepts none. Without an Accept header, the first offered type is returned.
    /// </summary>
    public static string? Preferred(this HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (string.IsNullOrWhiteSpace(request.Headers.Accept)) return offered[0];
        var ranges = request.GetTypedHeaders().Accept;
        return offered.Select(type => (Type: type, Range: MostSpecific(ranges, new(type))))
            .Where(match => match.Range is { } range && Quality(range) > 0)
            .OrderByDescending(match => Quality(match.Range!)).ThenByDescending(match => Specificity(match.Range!))
            .ThenBy(match => ranges.IndexOf(match.Range!))
            .FirstOrDefault().Type;
    }

    internal static void UseNegotiation(this IApplicationBuilder app) => app.Use((http, next) =>
        OfferedBy(http) is { Count: > 0 } offered && http.Request.Preferred(offered) is null ? RefuseAsync(http, offered) : next(http));

    private static IReadOnlyList<string> OfferedBy(HttpContext http)
    {
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)) return [];
        if (http.GetEndpoint() is not RouteEndpoint { Metadata: var metadata }) return [];
        var documented = metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
            .Where(answer => answer.StatusCode == StatusCodes.Status200OK).SelectMany(answer => answer.ContentTypes);
        return
        [
            .. documented.Concat(metadata.GetOrderedMetadata<Offered>().SelectMany(offered => offered.MediaTypes))
                .Distinct(StringComparer.Ordinal)
        ];
    }

    private static Task RefuseAsync(HttpContext http, IReadOnlyList<string> offered) =>
        TypedResults.Problem(title: NotAcceptable, statusCode: StatusCodes.Status406NotAcceptable,
            detail: $"Send an Accept header that allows one of {string.Join(", ", offered)}, or none.",
            extensions: [KeyValuePair.Create("offered", (object?)offered)]).ExecuteAsync(http);

    private static MediaTypeHeaderValue? MostSpecific(IEnumerable<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue type) =>
        ranges.Where(range => Includes(range, type)).MaxBy(Specificity);

    /// <summary>True if the range includes the type. Parameters of a range, such as charset, are ignored.</summary>
    private static bool Includes(MediaTypeHeaderValue range, MediaTypeHeaderValue type) =>
        range.MatchesAllTypes || (range.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase)));

    private static int Specificity(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;

    private static double Quality(MediaTypeHeaderValue range) => range.Quality ?? 1;
}
