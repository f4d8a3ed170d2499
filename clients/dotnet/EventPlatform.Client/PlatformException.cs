using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Client;

/// <summary>The platform refused a request, or stayed unavailable for longer than the client retries.</summary>
public sealed class PlatformException : Exception
{
    internal PlatformException(string message, Exception? inner = null) : base(message, inner)
    {
        if (inner is PlatformException last) (Status, Problem) = (last.Status, last.Problem);
    }

    internal PlatformException(HttpStatusCode status, JsonObject problem) : base($"{problem["title"]}: {problem["detail"]}") =>
        (Status, Problem) = (status, problem);

    /// <summary>Status of the last answer; null if there was none.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>Problem details (RFC 9457) of the last answer; null if there was none.</summary>
    public JsonObject? Problem { get; }

    internal string? Title => (string?)Problem?["title"];

    internal static async Task<PlatformException> OfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return new(answer.StatusCode, Read(text) ?? new JsonObject { ["title"] = answer.ReasonPhrase, ["detail"] = text });
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // a proxy answered
        }
    }
}
