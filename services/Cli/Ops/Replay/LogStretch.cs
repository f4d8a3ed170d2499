using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>Reads a part of the log from Query, page by page.</summary>
internal sealed class LogStretch(OpsClient query, string? type, string? company, string? source)
{
    private const int PageSize = 500;

    /// <summary>The position before the first one to replay.</summary>
    public async Task<long> BeforeAsync(string from, CancellationToken ct) =>
        Position(from) is { } position ? position - 1 : await KnownAtAsync(from, ct);

    /// <summary>The last position to replay.</summary>
    public async Task<long> UpToAsync(string? to, CancellationToken ct) => to is null
        ? await OpsClient.EndOfLogAsync(ct)
        : Position(to) is { } position ? Math.Min(position, await OpsClient.EndOfLogAsync(ct)) : await KnownAtAsync(to, ct);

    /// <summary>The events of a page after a position, and the position up to which the log was read.</summary>
    public async Task<(IReadOnlyList<JsonObject> Events, long Next)> ReadAsync(long after, long last, CancellationToken ct)
    {
        var asked = OpsClient.Query(("after", $"{after}"), ("limit", $"{PageSize}"), ("type", type), ("company", company));
        var page = await query.GetAsync($"/v1/events?{asked}", ct);
        var items = page["items"]!.AsArray().Select(item => item!.AsObject())
            .Where(item => (long)item["position"]! <= last && (source is null || (string?)item["source"] == source)).ToList();
        return (items, Math.Min(last, (long)page["position"]!));
    }

    private static long? Position(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    private async Task<long> KnownAtAsync(string time, CancellationToken ct) =>
        (long)(await query.GetAsync($"/v1/companies?{OpsClient.Query(("limit", "1"), ("knownAt", time))}", ct))["position"]!;
}
