using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Dashboard.Feeds;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Identity;

/// <summary>Posts a declaration as an event, with the key of the operator.</summary>
internal sealed class Declarations(PlatformApi platform, TimeProvider time)
{
    private const string Source = "/ops/dashboard";

    /// <exception cref="UpstreamException">The declaration is refused.</exception>
    public async Task<Outcome> PostAsync(string type, JsonObject data, string? reason, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(reason)) data["reason"] = reason.Trim();
        var id = $"{Guid.CreateVersion7(time.GetUtcNow())}";
        var declaration = new JsonObject { ["specversion"] = "1.0", ["id"] = id, ["source"] = Source, ["type"] = type, ["data"] = data };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(declaration.ToJsonString(), Encoding.UTF8, "application/cloudevents+json"),
        };
        using var answer = await platform.SendAsync(Service.Ingestion, request, ct);
        await UpstreamException.ThrowUnlessSuccessAsync(answer, ct);
        return await OutcomeAsync(type, id, ct);
    }

    private async Task<Outcome> OutcomeAsync(string type, string id, CancellationToken ct)
    {
        var receipt = await platform.AskAsync<Receipt>(
            Service.Query, Addresses.With("/v1/receipts", ("source", Source), ("id", id), ("wait", 5)), ct);
        return receipt.Answer switch
        {
            { Status: "stored", Position: { } position } => new(
                $"{Display.Words.Of(type)}: stored at position {Display.Numbers.Of(position)}" +
                (await IsInForceAsync(position, ct)
                    ? ", and in force. The list of candidates follows in a moment."
                    : ". It takes effect as soon as the read tables have it.")),
            { } other => new($"{Display.Words.Of(type)} is {other.Status}: {other.Reason}", IsPartial: true),
            null => new($"{Display.Words.Of(type)} was accepted as {id}, and takes effect as soon as it is stored.", IsPartial: true),
        };
    }

    /// <summary>Waits some seconds until the read tables have reached a position.</summary>
    private async Task<bool> IsInForceAsync(long position, CancellationToken ct)
    {
        var seen = await platform.AskAsync<CandidateList>(
            Service.Query, Addresses.With("/v1/companies/candidates", ("limit", 1), ("minPosition", position)), ct);
        return seen.Answer is not null;
    }
}
