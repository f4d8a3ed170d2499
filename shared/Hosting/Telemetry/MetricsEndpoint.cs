using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>
/// <c>GET /metrics</c> for Prometheus: without a key from the networks in <c>Metrics:Networks</c> (by default, the machine's own
/// addresses), and with a key of an observer or ops from anywhere.
/// </summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";
    private const string Loopback = "127.0.0.0/8, ::1/128";
    private const string None = "none";

    private sealed record Trusted(IReadOnlyList<IPNetwork> Networks)
    {
        public bool Has(IPAddress? address) =>
            address is not null && Networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
    }

    public static void AddMetricsAccess(this WebApplicationBuilder builder)
    {
        var texts = builder.Configuration.List("Metrics:Networks", unlessSet: Loopback);
        builder.Services.AddSingleton(new Trusted(texts is [None] ? [] : [.. texts.Select(Network)]));
    }

    public static void MapMetrics(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<Trusted>();
        app.MapPrometheusScrapingEndpoint(Path).WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
            .RequireAuthorization(policy => policy.RequireAssertion(request => MayScrape(request, trusted)));
    }

    private static bool MayScrape(AuthorizationHandlerContext request, Trusted trusted) =>
        request.User.IsInRole(nameof(Role.Observer)) || request.User.IsInRole(nameof(Role.Ops))
        || (request.Resource is HttpContext http && trusted.Has(http.Connection.RemoteIpAddress));

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : throw new OptionsValidationException("Metrics", typeof(MetricsEndpoint),
        [
            $"Metrics:Networks: '{text}' is not a network such as 10.0.0.0/8. Separate several by commas; 'none' stands for no network",
        ]);
}
