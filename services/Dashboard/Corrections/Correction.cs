using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Client;

namespace EventPlatform.Dashboard.Corrections;

/// <summary>A suggested correction of a fact. It is a report of the feed of corrections.</summary>
internal sealed class Correction
{
    public const string Source = "/feeds/corrections";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Required] public string? Data { get; set; }

    public string? Quote { get; set; }

    public string? Url { get; set; }

    public static Correction Of(Fact fact)
    {
        var data = JsonNode.Parse(fact.Data.GetRawText())!.AsObject();
        data.Remove("evidence");
        return new() { Data = data.ToJsonString(Indented) };
    }

    /// <summary>Returns null if the data is no JSON object.</summary>
    /// <param name="id">The id of the event, new for each suggestion.</param>
    /// <param name="person">The name of the person who suggests it.</param>
    public JsonObject? ToEvent(Fact fact, Guid id, string? person)
    {
        try
        {
            if (JsonNode.Parse(Data ?? "") is not JsonObject data) return null;
            var evidence = new JsonObject { ["publisher"] = $"Correction by {person}" };
            if (!string.IsNullOrWhiteSpace(Quote)) evidence["quote"] = Quote.Trim();
            if (!string.IsNullOrWhiteSpace(Url)) evidence["url"] = Url.Trim();
            data["evidence"] = evidence;
            return new()
            {
                ["specversion"] = "1.0", ["id"] = $"{id}", ["source"] = Source, ["type"] = fact.Type, ["recordkey"] = $"{fact.Id}",
                ["data"] = data,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
