using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary>Makes a command post a declaration of ops.</summary>
internal static class Declaring
{
    private const string Source = "/ops/eventctl";

    public static Command Declares(
        this Command command, Option<OutputFormat> format, Option<string?> reason, string type, Func<ParseResult, JsonObject> data) =>
        command.Declares(format, reason, type, (parsed, _) => Task.FromResult(data(parsed)));

    public static Command Declares(
        this Command command, Option<OutputFormat> format, Option<string?> reason, string type,
        Func<ParseResult, CancellationToken, Task<JsonObject>> data) =>
        command.Does(format, OpsClient.OfIngestion, async (parsed, client, output, ct) =>
        {
            var declared = await data(parsed, ct);
            if (parsed.GetValue(reason) is { } why) declared["reason"] = why;
            var id = $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
            var declaration = new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = id, ["source"] = Source, ["type"] = type, ["data"] = declared,
            };
            var answer = await client.SendAsync(HttpMethod.Post, "/v1/events", declaration.ToJsonString(), ct,
                "application/cloudevents+json");
            if (output.IsJson) output.Json(answer);
            output.Line($"Declared: {type} {id} of {Source}. It takes effect as soon as the read tables have it.");
        });
}
