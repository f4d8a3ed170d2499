using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>What an operator types to act on all letters of a filter.</summary>
internal sealed class BatchForm : Confirmation
{
    /// <summary>JSON Merge Patch for the data of each report.</summary>
    public string? Patch { get; set; }

    /// <exception cref="UpstreamException">The patch is no JSON object.</exception>
    public JsonObject? ReadPatch()
    {
        if (string.IsNullOrWhiteSpace(Patch)) return null;
        try
        {
            if (JsonNode.Parse(Patch) is JsonObject patch) return patch;
        }
        catch (JsonException)
        {
            // reported below
        }

        throw new UpstreamException(
            HttpStatusCode.BadRequest, "The change is no JSON object",
            "Write it such as {\"amount\": {\"currency\": \"USD\"}}. Nothing was done.");
    }
}
