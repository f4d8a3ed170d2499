using System.CommandLine;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl feeds list | show | create | update</c>.</summary>
internal static class FeedsCommand
{
    private static readonly (string, string)[] Fields =
    [
        ("Feed", "name"), ("Source", "sourcePrefix"), ("Trust", "trust"), ("Licence", "licence"), ("Attribution", "attribution"),
        ("Overlaps", "overlaps"),
    ];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        return new Command("feeds", "Feeds: the source under which each may post, and the licence and attribution of its data.")
        {
            format, List(format), Show(format),
            Write(format, "create", "Registers a feed.", async (name, feed, client, ct) =>
            {
                if (feed["sourcePrefix"] is null)
                    throw new CommandException(
                        "A feed needs the source of its events: --source /feeds/NAME, or --mapping FILE.");
                return await client.SendAsync(HttpMethod.Post, "/v1/feeds",
                    With(new JsonObject { ["name"] = name, ["trust"] = 0 }, feed).ToJsonString(), ct);
            }),
            Write(format, "update", "Changes a feed. Values without an option stay unchanged.", async (name, feed, client, ct) =>
            {
                var path = $"/v1/feeds/{Uri.EscapeDataString(name)}";
                return await client.SendAsync(HttpMethod.Put, path,
                    With((await client.GetAsync(path, ct)).AsObject(), feed).ToJsonString(), ct);
            }),
        };
    }

    private static Command List(Option<OutputFormat> format) =>
        new Command("list", "Lists all feeds.").Does(format, async (_, client, output, ct) =>
            output.Table((await client.GetAsync("/v1/feeds", ct))["items"]!.DeepClone().AsArray(), areMore: false, Fields));

    private static Command Show(Option<OutputFormat> format)
    {
        var name = new Argument<string>("NAME");
        return new Command("show", "Shows one feed.") { name }.Does(format, async (parsed, client, output, ct) =>
            output.Fields(await client.GetAsync($"/v1/feeds/{Uri.EscapeDataString(parsed.GetValue(name)!)}", ct), Fields));
    }

    private static Command Write(
        Option<OutputFormat> format, string verb, string description,
        Func<string, JsonObject, OpsClient, CancellationToken, Task<JsonNode>> send)
    {
        var name = new Argument<string>("NAME") { Description = "Lower-case letters, digits and hyphens" };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "An import mapping with source, licence and attribution", HelpName = "FILE",
        };
        var source = new Option<string?>("--source")
        {
            Description = "The source of its events, or a prefix of it, such as /feeds/press",
        };
        var trust = new Option<int?>("--trust")
        {
            Description = "Rank among feeds that contradict each other: the highest wins; default: 0",
        };
        var licence = new Option<string?>("--licence") { Description = "Licence of its data, such as CC-BY-4.0" };
        var attribution = new Option<string?>("--attribution") { Description = "The attribution line that accompanies its data" };
        var overlaps = new Option<string[]>("--overlaps")
        {
            Description = "Another feed that shares sources with it intentionally; may be repeated", HelpName = "FEED",
        };
        var command = new Command(verb, description) { name, mapping, source, trust, licence, attribution, overlaps };
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            var terms = parsed.GetValue(mapping) is { } file ? MappingReader.Load(file) : null;
            var feed = new JsonObject();
            Set("sourcePrefix", parsed.GetValue(source) ?? terms?.Source);
            Set("trust", parsed.GetValue(trust));
            Set("licence", parsed.GetValue(licence) ?? terms?.Licence);
            Set("attribution", parsed.GetValue(attribution) ?? terms?.Attribution);
            if (parsed.GetValue(overlaps) is { Length: > 0 } names)
                feed["overlaps"] = new JsonArray([.. names.Select(other => JsonValue.Create(other))]);
            output.Fields(await send(parsed.GetValue(name)!, feed, client, ct), Fields);
            if (verb == "create") output.Line($"To create its key: eventctl keys create --feed {parsed.GetValue(name)}");

            void Set<T>(string field, T? value)
            {
                if (value is not null) feed[field] = JsonValue.Create(value);
            }
        });
    }

    private static JsonObject With(JsonObject feed, JsonObject changes)
    {
        foreach (var (field, value) in changes) feed[field] = value!.DeepClone();
        return feed;
    }
}
