using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;

namespace EventPlatform.Client;

/// <summary>An event to post, in CloudEvents 1.0, with the data of one report type.</summary>
/// <param name="Source">The feed's own source or a source below it, such as <c>/feeds/press</c>.</param>
/// <param name="Id">Identifies the report within the source. Posting it again with the same content changes nothing.</param>
/// <param name="Data">The data of the report, such as <see cref="FundingRaised"/>.</param>
public sealed record FeedEvent(string Source, string Id, ReportData Data)
{
    /// <summary>The feed's own key for the subject of the report. A later report with the same key revises the earlier one.</summary>
    public string? RecordKey { get; init; }

    /// <summary>A whole number that orders the reports of a record.</summary>
    public string? Sequence { get; init; }

    /// <summary>The time of the report, according to the feed.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The event as it is sent, as one line of JSON.</summary>
    public string ToJson()
    {
        var sent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = Id,
            ["source"] = Source,
            ["type"] = Data.GetType().Name,
            ["recordkey"] = RecordKey,
            ["sequence"] = Sequence,
            ["time"] = Time?.ToString("O"),
            ["data"] = JsonSerializer.SerializeToNode(Data, Data.GetType(), ContractJson.Options),
        };
        foreach (var (name, _) in sent.Where(attribute => attribute.Value is null).ToList()) sent.Remove(name);
        return sent.ToJsonString();
    }
}
