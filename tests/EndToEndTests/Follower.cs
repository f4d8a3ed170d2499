using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEndTests;

/// <summary>A subscriber to server-sent events that reads the lines as they are on the wire.</summary>
/// <param name="path">The stream to follow, which is the log by default.</param>
internal sealed class Follower(HttpClient reader, string path = "/v1/events")
{
    /// <summary>The last id that it received, after which it continues when it reconnects.</summary>
    public string LastId { get; private set; } = "";

    /// <summary>How many comments it received, which the server sends as heartbeats.</summary>
    public int Heartbeats { get; private set; }

    /// <summary>The named events that it received, each with its name and data.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Follows on one connection. Yields each unnamed event with the id of its <c>id:</c> line.</summary>
    public async IAsyncEnumerable<(string Id, JsonNode Event)> FollowAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (LastId.Length > 0) request.Headers.Add("Last-Event-ID", LastId);
        using var answer = await reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        var (name, id, data) = ("", "", "");
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith(':')) Heartbeats++;
            else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data += line[6..];
            else if (line.Length == 0 && data.Length > 0)
            {
                LastId = id;
                if (name.Length > 0) Told.Add($"{name} {data}");
                else yield return (LastId, JsonNode.Parse(data)!);
                (name, id, data) = ("", "", "");
            }
        }
    }
}
