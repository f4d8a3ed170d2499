using System.Net;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Ops;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// Sees to it that the source belongs to a feed with the mapping's licence and attribution, so that answers carry them: registers one where there is
/// none. Only ops may; an import by somebody else says what is open and goes on.
/// </summary>
internal static class FeedTerms
{
    private const int LongestName = 60;

    /// <exception cref="CommandException">The feed is registered with other terms.</exception>
    public static async Task EnsureAsync(ImportMapping mapping, string path, CancellationToken ct)
    {
        if (mapping is { Licence: null, Attribution: null }) return;
        if (!OpsClient.IsAllowed)
        {
            await Console.Error.WriteLineAsync($"Whether the platform knows this licence and attribution was not checked: that needs OPS_KEY. Ops register them with: eventctl feeds create NAME --mapping {path}");
            return;
        }

        using var client = OpsClient.OfEventStore();
        if (await OwnerAsync(client, mapping.Source, ct) is { } feed) Compare(feed, mapping, path);
        else await RegisterAsync(client, mapping, path, ct);
    }

    /// <summary>A name for a source's feed: <c>/feeds/crunchbase/rounds</c> is crunchbase-rounds.</summary>
    internal static string NameOf(string source)
    {
        var own = source.StartsWith("/feeds/", StringComparison.Ordinal) ? source["/feeds/".Length..] : source;
        var name = string.Join('-', string.Concat(own.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "feed" : name[..Math.Min(LongestName, name.Length)];
    }

    /// <summary>The feed that a source belongs to: where several do, the one with the longest prefix.</summary>
    private static async Task<JsonNode?> OwnerAsync(OpsClient client, string source, CancellationToken ct) =>
        (await client.GetAsync("/v1/feeds", ct))["items"]!.AsArray()
            .Where(feed => (string)feed!["sourcePrefix"]! is var prefix && (source == prefix || source.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.Ordinal)))
            .MaxBy(feed => ((string)feed!["sourcePrefix"]!).Length);

    private static async Task RegisterAsync(OpsClient client, ImportMapping mapping, string path, CancellationToken ct)
    {
        var name = NameOf(mapping.Source);
        var feed = new JsonObject { ["name"] = name, ["sourcePrefix"] = mapping.Source, ["trust"] = 0, ["licence"] = mapping.Licence, ["attribution"] = mapping.Attribution };
        try
        {
            await client.SendAsync(HttpMethod.Post, "/v1/feeds", feed.ToJsonString(), ct);
            Console.WriteLine($"Registered as the feed {name}: answers that rest on it carry its licence and attribution");
        }
        catch (OpsRefusal taken) when (taken.Status == HttpStatusCode.Conflict)
        {
            // Another import may have been first
            if (await OwnerAsync(client, mapping.Source, ct) is not { } other)
                throw new CommandException($"There is a feed {name} already, of another source. Nothing was posted; register this one under another name: eventctl feeds create NAME --mapping {path}");
            Compare(other, mapping, path);
        }
    }

    private static void Compare(JsonNode feed, ImportMapping mapping, string path)
    {
        var (licence, attribution) = ((string?)feed["licence"], (string?)feed["attribution"]);
        if (licence == mapping.Licence && attribution == mapping.Attribution) return;
        throw new CommandException(
            $"""
            The feed {feed["name"]} is registered with other terms than the mapping's, and answers carry those. Nothing was posted.
              registered: {attribution ?? "no attribution"} ({licence ?? "no licence"})
              mapping:    {mapping.Attribution ?? "no attribution"} ({mapping.Licence ?? "no licence"})
            Set the mapping right, or the feed: eventctl feeds update {feed["name"]} --mapping {path}
            """);
    }
}
