using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace EventPlatform.EndToEndTests;

/// <summary>A subscriber of the log's server-sent events who reads the lines as they are on the wire.</summary>
internal sealed class Follower(HttpClient reader)
{
    /// <summary>The last id that it was sent: where it goes on after a reconnect.</summary>
    public long LastId { get; private set; }

    /// <summary>One connection. Yields each event with the id of its <c>id:</c> line.</summary>
    public async IAsyncEnumerable<(long Id, JsonNode Event)> FollowAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (LastId > 0) request.Headers.Add("Last-Event-ID", LastId.ToString(CultureInfo.InvariantCulture));
        using var answer = await reader.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        var (id, data) = ("", "");
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data += line[6..];
            else if (line.Length == 0 && data.Length > 0)
            {
                LastId = long.Parse(id);
                yield return (LastId, JsonNode.Parse(data)!);
                (id, data) = ("", "");
            }
        }
    }
}
