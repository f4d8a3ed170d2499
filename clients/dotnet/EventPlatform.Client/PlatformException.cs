using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Client;

/// <summary>The platform refused a request, or did not answer for longer than the client's patience.</summary>
public sealed class PlatformException : Exception
{
    public PlatformException(string message, Exception? inner = null) : base(message, inner) { }

    private PlatformException(HttpStatusCode status, JsonObject problem)
        : base($"{problem["title"]}: {problem["detail"]}") => (Status, Problem) = (status, problem);

    /// <summary>Null if there was no answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Problem details (RFC 9457); null if there was no answer.</summary>
    public JsonObject? Problem { get; }

    internal static async Task<PlatformException> OfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return new(answer.StatusCode, Read(text) ?? new JsonObject { ["title"] = answer.ReasonPhrase, ["detail"] = text });
    }

    internal static PlatformException Of(HttpStatusCode status, string problem) => new(status, Read(problem) ?? []);

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // from a proxy
        }
    }
}
