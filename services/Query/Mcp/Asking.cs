using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;
using ModelContextProtocol;

namespace EventPlatform.Query.Mcp;

/// <summary>Calls an endpoint of this service on behalf of an agent, with the agent's key and the same answer.</summary>
internal sealed class Asking(IHttpContextAccessor accessor, EndpointDataSource endpoints)
{
    /// <param name="route">The route of the endpoint, such as <c>/v1/companies/{key}</c>.</param>
    /// <param name="asked">Parameters of the path and the query. Those that are null or empty are left out.</param>
    public async Task<JsonNode> AskAsync(string route, CancellationToken ct, params (string Name, string? Value)[] asked)
    {
        var caller = accessor.HttpContext!;
        var endpoint = endpoints.Endpoints.OfType<RouteEndpoint>().Single(one => one.RoutePattern.RawText == route
            && one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get, StringComparer.Ordinal) == true);
        var given = asked.Where(one => !string.IsNullOrEmpty(one.Value)).ToList();
        var ofPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = caller.RequestServices, User = caller.User, RequestAborted = ct };
        http.Features.Set(caller.Features.Get<HeldKey>());
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        http.Request.Method = HttpMethods.Get;
        http.Request.Path = string.Concat(endpoint.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternParameterPart part =>
                $"/{Uri.EscapeDataString(given.FirstOrDefault(one => one.Name == part.Name).Value ?? throw new McpException($"{part.Name} is required"))}",
            RoutePatternLiteralPart part => $"/{part.Content}",
            _ => throw new NotSupportedException(),
        }));
        foreach (var (name, value) in given.Where(one => ofPath.Contains(one.Name))) http.Request.RouteValues[name] = value;
        http.Request.QueryString = new(QueryHelpers.AddQueryString("", given.Where(one => !ofPath.Contains(one.Name))
            .Select(one => KeyValuePair.Create(one.Name, one.Value))));
        try
        {
            await endpoint.RequestDelegate!(http);
            await http.Response.CompleteAsync();
        }
        catch (Exception e) when (PostgresOutage.Explain(e) is not null || e is NotProjectedException or NotBuiltException)
        {
            throw new McpException("The platform cannot answer at present. Ask again later.", e);
        }
        catch (Exception e) when (e is BadHttpRequestException or BeyondLogException)
        {
            throw new McpException(e.Message, e);
        }

        // The key is an alias
        if (http.Response.StatusCode is StatusCodes.Status308PermanentRedirect)
            return await AskAsync(route, ct, [.. asked.Where(one => one.Name != "key"), ("key", KeyIn(http.Response.Headers.Location!))]);
        var answer = JsonNode.Parse(body.ToArray())!;
        return http.Response.StatusCode < 300 ? Untrusted.Mark(answer) : throw new McpException(Describe(answer));
    }

    private static string KeyIn(string? location) => Uri.UnescapeDataString(location!.Split('?')[0].Split('/')[3]);

    private static string Describe(JsonNode problem) =>
        $"{problem["title"]}: {problem["detail"]} {problem["errors"]?.ToJsonString()}".TrimEnd();
}
