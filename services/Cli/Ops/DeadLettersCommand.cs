using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl dead-letters list | show | redrive</c>.</summary>
internal static class DeadLettersCommand
{
    private static readonly (string, string)[] Columns =
        [("Id", "id"), ("State", "state"), ("Source", "source"), ("Report", "reportId"), ("Type", "type"), ("Reason", "reason"), ("Tried", "attempts"), ("Last", "lastAt")];

    private static readonly (string, string)[] Fields =
    [
        ("Id", "id"), ("State", "state"), ("Position", "position"), ("Feed", "feed"), ("Source", "source"), ("Report", "reportId"), ("Type", "type"), ("Reason", "reason"),
        ("Error", "error"), ("Attempts", "attempts"), ("First", "firstAt"), ("Last", "lastAt"), ("Payload", "payload"),
    ];

    public static Command Create()
    {
        var json = OpsAction.JsonOption();
        return new Command("dead-letters", "Reports that could not be stored.") { json, List(json), Show(json), Redrive(json) };
    }

    private static Command List(Option<bool> json)
    {
        var feed = new Option<string?>("--feed") { Description = "Of this feed" };
        var source = new Option<string?>("--source") { Description = "Of this source" };
        var state = new Option<string?>("--state") { Description = "waiting, stored or duplicate" };
        var limit = OpsAction.LimitOption();
        return new Command("list", "Newest first.") { feed, source, state, limit }.Does(json, async (parsed, client, output, ct) =>
        {
            var (letters, areMore) = await client.ListAsync("/v1/dead-letters",
                [("feed", parsed.GetValue(feed)), ("source", parsed.GetValue(source)), ("state", parsed.GetValue(state))], parsed.GetValue(limit), ct);
            output.Table(letters, areMore, Columns);
        });
    }

    private static Command Show(Option<bool> json)
    {
        var id = IdArgument();
        var data = new Option<bool>("--data") { Description = "The report's data alone, to be mended and given to redrive --data" };
        return new Command("show", "One letter, with what came and every redrive.") { id, data }.Does(json, async (parsed, client, output, ct) =>
        {
            var letter = await client.GetAsync(PathOf(parsed.GetValue(id)), ct);
            if (parsed.GetValue(data)) output.Json(DataOf(letter));
            else Write(output, letter);
        });
    }

    private static Command Redrive(Option<bool> json)
    {
        var id = IdArgument();
        var data = new Option<string?>("--data") { Description = "Data to store in place of what came; - reads standard input", HelpName = "FILE" };
        return new Command("redrive", "Puts a letter's report into the log: as it came, or with other data.") { id, data }.Does(json, async (parsed, client, output, ct) =>
        {
            var body = parsed.GetValue(data) is { } file ? $$"""{"data": {{await ReadAsync(file, ct)}}}""" : null;
            Write(output, await client.SendAsync(HttpMethod.Post, $"{PathOf(parsed.GetValue(id))}/redrive", body, ct));
        });
    }

    private static void Write(Output output, JsonNode letter)
    {
        output.Fields(letter, Fields);
        foreach (var redrive in letter["redrives"]!.AsArray())
            output.Line($"{Output.Cell(redrive!, "at")} redriven by {redrive!["who"]}{(redrive["edited"] is null ? "" : " with other data")}: {redrive["outcome"]} {redrive["error"]}".TrimEnd());
    }

    private static JsonNode DataOf(JsonNode letter)
    {
        try
        {
            if (JsonNode.Parse((string)letter["payload"]!) is JsonObject report && report["data"] is { } data) return data;
        }
        catch (JsonException)
        {
            // told below
        }

        throw new CommandException("The letter's payload is no report's document, so it has no data to mend: the feed has to send the report again.");
    }

    /// <summary>As it is written: what is wrong with it, the platform says.</summary>
    private static async Task<string> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, Encoding.UTF8, ct);
            return text.Trim() is { Length: > 0 } data ? data : throw new CommandException($"{file} is empty: it has to be the report's data, a JSON object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {e.Message}");
        }
    }

    private static Argument<Guid> IdArgument() => new("ID") { Description = "As list shows it; the event of the report's receipt" };

    private static string PathOf(Guid id) => $"/v1/dead-letters/{id}";
}
