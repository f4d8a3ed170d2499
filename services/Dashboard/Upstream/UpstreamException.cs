using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>A service refused what a page asked, or did not answer.</summary>
public sealed class UpstreamException(HttpStatusCode status, string title, string detail, Exception? inner = null)
    : Exception($"{title}: {detail}", inner)
{
    public HttpStatusCode Status => status;

    public string Title => title;

    public string Detail => detail;

    /// <summary>The errors, field by field.</summary>
    public IReadOnlyList<FieldProblem> Errors { get; init; } = [];

    /// <summary>The address with the canonical key, if the requested key was merged into another.</summary>
    public Uri? MovedTo { get; init; }

    public static async Task ThrowUnlessSuccessAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.IsSuccessStatusCode) return;
        throw await OfAsync(answer, ct);
    }

    public static async Task<UpstreamException> OfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        var problem = Read(text);
        return new(answer.StatusCode, (string?)problem?["title"] ?? answer.ReasonPhrase ?? "Refused", DetailOf(problem))
        {
            Errors = problem?["errors"]?.Deserialize<List<FieldProblem>>(JsonSerializerOptions.Web) ?? [],
            MovedTo = answer.StatusCode is HttpStatusCode.PermanentRedirect ? answer.Headers.Location : null,
        };
    }

    /// <summary>Includes the error of the database if a report could not be stored.</summary>
    private static string DetailOf(JsonObject? problem) =>
        string.Join(' ', new[] { (string?)problem?["detail"], (string?)problem?["error"] }.Where(text => !string.IsNullOrEmpty(text)));

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

/// <param name="Pointer">JSON pointer of a member of the body; null if a parameter is wrong.</param>
/// <param name="Parameter">Name of a parameter of the address.</param>
public sealed record FieldProblem(string? Pointer, string? Parameter, string Detail);
