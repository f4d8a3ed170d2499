using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl dead-letters list | groups | show | redrive | archive | restore</c>.</summary>
internal static class DeadLettersCommand
{
    private static readonly (string, string)[] Columns =
    [
        ("Id", "id"), ("State", "state"), ("Source", "source"), ("Report", "reportId"), ("Type", "type"), ("Reason", "reason"),
        ("Tried", "attempts"), ("Last", "lastAt"),
    ];

    private static readonly (string, string)[] Fields =
    [
        ("Id", "id"), ("State", "state"), ("Position", "position"), ("Feed", "feed"), ("Source", "source"), ("Report", "reportId"),
        ("Type", "type"), ("Reason", "reason"),
        ("Error", "error"), ("Attempts", "attempts"), ("First", "firstAt"), ("Last", "lastAt"), ("Payload", "payload"),
    ];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        return new Command("dead-letters", "Reports that could not be stored.")
        {
            format, List(format), LetterBatchCommands.Groups(format), Show(format), Redrive(format),
            LetterBatchCommands.Archive(format), LetterBatchCommands.Restore(format),
        };
    }

    private static Command List(Option<OutputFormat> format)
    {
        var (selection, limit) = (new LetterSelection(), OpsAction.LimitOption());
        var state = new Option<string?>("--state") { Description = "waiting, stored, duplicate or archived" };
        var command = new Command("list", "Lists dead letters, newest first.") { state, limit };
        selection.AddTo(command, withId: false);
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            var (letters, areMore) = await client.ListAsync("/v1/dead-letters",
                [.. selection.Query(parsed), ("state", parsed.GetValue(state))], parsed.GetValue(limit), ct);
            output.Table(letters, areMore, Columns);
        });
    }

    private static Command Show(Option<OutputFormat> format)
    {
        var id = IdArgument();
        var data = new Option<bool>("--data") { Description = "Print only the report's data, to correct and pass to redrive --data" };
        var command = new Command("show", "Shows one letter with its payload and every redrive.") { id, data };
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            var letter = await client.GetAsync(PathOf(parsed.GetValue(id)), ct);
            if (parsed.GetValue(data)) output.Json(DataOf(letter));
            else Write(output, letter);
        });
    }

    private static Command Redrive(Option<OutputFormat> format)
    {
        var selection = new LetterSelection();
        var data = new Option<string?>("--data")
        {
            Description = "For one letter: data to store instead of the received data; - reads standard input", HelpName = "FILE",
        };
        var patch = new Option<string?>("--patch")
        {
            Description = "For all letters of a filter: JSON Merge Patch for their data, such as '{\"amount\":{\"currency\":\"USD\"}}'",
            HelpName = "JSON",
        };
        var (reason, count, dryRun) = (LetterBatchCommands.ReasonOption(), LetterBatchCommands.CountOption(), OpsAction.DryRunOption());
        var command = new Command("redrive",
            "Appends the reports of letters to the log: one as received or with other data, or all of a filter, with a patch if needed.")
        {
            data, patch, reason, count, dryRun,
        };
        command.Does(format, async (parsed, output, ct) =>
        {
            using var client = OpsClient.OfEventStore();
            if (selection.Id(parsed) is { } id && !parsed.GetValue(dryRun))
            {
                if (parsed.GetValue(patch) is not null)
                    throw new CommandException("--patch needs a filter. For one letter, --data replaces the data.");
                var body = parsed.GetValue(data) is { } file ? $$"""{"data": {{await ReadAsync(file, ct)}}}""" : null;
                Write(output, await client.SendAsync(HttpMethod.Post, $"{PathOf(id)}/redrive", body, ct));
                return ExitCode.Done;
            }

            if (parsed.GetValue(data) is not null) throw new CommandException("--data needs the ID of one letter.");
            var changes = PatchIn(parsed.GetValue(patch));
            var filter = selection.Filter(parsed);
            if (parsed.GetValue(count) is { } shown && !parsed.GetValue(dryRun))
                return await LetterBatchCommands.RedriveAsync(
                    client, output, new() { ["filter"] = filter, ["comment"] = parsed.GetValue(reason), ["patch"] = changes },
                    shown, ct);
            await LetterBatchCommands.ShowAsync(client, output, filter, "waiting", "redrive", ct);
            return ExitCode.Done;
        });
        selection.AddTo(command, withId: true);
        return command;
    }

    private static JsonNode? PatchIn(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text) as JsonObject ?? throw new CommandException("--patch must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new CommandException($"--patch is not valid JSON: {e.Message}");
        }
    }

    private static void Write(Output output, JsonNode letter)
    {
        output.Fields(letter, Fields);
        foreach (var redrive in letter["redrives"]!.AsArray())
        {
            var edited = redrive!["edited"] is null ? "" : " with other data";
            var line = $"{Output.Cell(redrive, "at")} redriven by {redrive["who"]}{edited}: {redrive["outcome"]} {redrive["error"]}";
            output.Line(line.TrimEnd());
        }
    }

    private static JsonNode DataOf(JsonNode letter)
    {
        try
        {
            if (JsonNode.Parse((string)letter["payload"]!) is JsonObject report && report["data"] is { } data) return data;
        }
        catch (JsonException)
        {
            // thrown below
        }

        throw new CommandException(
            "The letter's payload is not a report document, so there is no data to correct. The feed has to send the report again.");
    }

    /// <summary>Reads the text without validating it. The platform reports what is wrong with it.</summary>
    private static async Task<string> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            var text = file == "-" ? await Console.In.ReadToEndAsync(ct) : await File.ReadAllTextAsync(file, Encoding.UTF8, ct);
            return text.Trim() is { Length: > 0 } data
                ? data
                : throw new CommandException($"{file} is empty. It must contain the report's data, a JSON object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {e.Message}");
        }
    }

    private static Argument<Guid> IdArgument() =>
        new("ID") { Description = "The id as list shows it, which is the event of the report's receipt" };

    private static string PathOf(Guid id) => $"/v1/dead-letters/{id}";
}
