using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>No input causes a server error. Accepted input comes back equal, and refused input is answered with a reason.</summary>
[Trait("Servers", "any")]
public sealed class Hostile_input(Platform platform) : EndToEnd(platform)
{
    private const string OneEvent = "application/cloudevents+json";

    [Fact]
    public async Task JSON_texts_are_taken_and_come_back_equal_or_are_refused_with_a_reason()
    {
        var taken = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, text) in HostileData.JsonTexts())
        {
            (await StatusAsync(text, name)).ShouldBe(HttpStatusCode.BadRequest, name);
            if (await StatusAsync(HostileData.AsUnknownField(name, text), name) is HttpStatusCode.Accepted) taken[name] = text;
        }

        taken.Keys.ShouldAllBe(name => !name.StartsWith("n_", StringComparison.Ordinal));
        // The rest have a control character, half a surrogate pair or the same field twice, and were refused for that
        taken.Keys.Count(name => name.StartsWith("y_", StringComparison.Ordinal)).ShouldBeInRange(80, 95);
        var stored = await StoredAsync(taken.ContainsKey, taken.Count);
        foreach (var (name, text) in taken)
            JsonNode.DeepEquals(stored[name]["extensions"]!["unknown"], JsonNode.Parse(text)).ShouldBeTrue(name);
    }

    [Fact]
    public async Task Naughty_strings_in_any_text_field_come_back_equal_or_are_refused_with_a_reason()
    {
        var sent = new Dictionary<string, (string Stored, string Text)>(StringComparer.Ordinal);
        var lines = new List<JsonNode>();
        foreach (var (index, text) in HostileData.NaughtyStrings().Index())
        {
            foreach (var pointer in (string[])
                ["company/name", "company/domain", "company/key", "product", "kind", "remark", "expected", "evidence/quote",
                "evidence/url", "unknown"])
            {
                var id = $"naughty-{index}-{pointer}";
                sent[id] = (pointer == "unknown" ? "extensions/unknown" : pointer, text);
                lines.Add(With(id, pointer, text));
            }
        }

        using var answer = await Platform.Feed.PostEventsAsync(Events.Lines(lines));

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var told = await answer.JsonAsync();
        foreach (var refused in told["refused"]!.AsArray()) refused!["errors"]!.AsArray().ShouldNotBeEmpty();
        var stored = await StoredAsync(sent.ContainsKey, (int)told["accepted"]!);
        foreach (var (id, data) in stored)
        {
            ((string)sent[id].Stored.Split('/').Aggregate(data, (node, step) => node[step]!)!).ShouldBe(sent[id].Text.Normalize(), id);
        }
    }

    private static JsonObject With(string id, string pointer, string text)
    {
        var data = JsonNode.Parse(
            """{"company": {"name": "A"}, "product": "P", "milestone": "launch", "expected": "2020", "evidence": {}}""")!;
        var steps = pointer.Split('/');
        steps[..^1].Aggregate(data, (node, step) => node[step]!)[steps[^1]] = text;
        return new JsonObject
        {
            ["specversion"] = "1.0", ["id"] = id, ["source"] = Events.Feed, ["type"] = "ProductAnnounced", ["data"] = data
        };
    }

    private async Task<HttpStatusCode> StatusAsync(byte[] body, string name)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(OneEvent) } };
        using var answer = await Platform.Feed.PostEventsAsync(content);
        ((int)answer.StatusCode).ShouldBeLessThan(500, name);
        if (answer.StatusCode != HttpStatusCode.Accepted) (await answer.JsonAsync())["errors"]!.AsArray().ShouldNotBeEmpty(name);
        return answer.StatusCode;
    }

    /// <summary>Returns the data of the requested events, by id.</summary>
    private async Task<Dictionary<string, JsonNode>> StoredAsync(Predicate<string> isAskedFor, int expected)
    {
        var stored = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        await Eventually.Be("all accepted events are stored", async () =>
        {
            for (var after = 0L; ;)
            {
                var page = await Platform.GetAsync($"/v1/events?after={after}&limit=1000");
                foreach (var item in page["items"]!.AsArray().Where(item => isAskedFor((string)item!["id"]!)))
                    stored[(string)item!["id"]!] = item["data"]!;
                if ((long)page["position"]! == after) break;
                after = (long)page["position"]!;
            }

            return stored.Count >= expected;
        });
        return stored;
    }
}
