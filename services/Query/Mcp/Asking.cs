using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace EventPlatform.Query.Mcp;

/// <summary>Asks an endpoint of this service on behalf of the agent that called a tool: with its key, and with the same answer.</summary>
internal sealed class Asking(IHttpContextAccessor accessor, EndpointDataSource endpoints)
{
    /// <param name="route">As the endpoint has it, such as <c>/v1/companies/{key}</c>.</param>
    /// <param name="asked">Parameters of the path and the query; those that are null or empty are left out.</param>
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
        http.Request.Path = given.Where(one => ofPath.Contains(one.Name))
            .Aggregate(route, (path, one) => path.Replace($"{{{one.Name}}}", Uri.EscapeDataString(one.Value!), StringComparison.Ordinal));
        foreach (var (name, value) in given.Where(one => ofPath.Contains(one.Name))) http.Request.RouteValues[name] = value;
        http.Request.QueryString = new(QueryHelpers.AddQueryString("", given.Where(one => !ofPath.Contains(one.Name))
            .Select(one => KeyValuePair.Create(one.Name, one.Value))));
        try
        {
            await endpoint.RequestDelegate!(http);
            await http.Response.CompleteAsync();
        }
        catch (Exception e) when (PostgresOutage.Caused(e) || e is NotProjectedException or NotBuiltException)
        {
            throw new ModelContextProtocol.McpException("The platform cannot answer at present. Ask again later.", e);
        }

        if (http.Response.StatusCode is StatusCodes.Status308PermanentRedirect)
            return new JsonObject { ["movedTo"] = http.Response.Headers.Location.ToString() };
        var answer = JsonNode.Parse(body.ToArray())!;
        return http.Response.StatusCode < 300 ? Untrusted.Mark(answer) : throw new ModelContextProtocol.McpException(Describe(answer));
    }

    private static string Describe(JsonNode problem) => $"{problem["title"]}: {problem["detail"]} {problem["errors"]?.ToJsonString()}".TrimEnd();
}
