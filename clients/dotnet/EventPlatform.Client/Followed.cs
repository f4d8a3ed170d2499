using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Client;

/// <summary>What a follower of facts is sent.</summary>
/// <param name="Cursor">To go on after it: keep it with what was made of it.</param>
public abstract record Followed(string Cursor)
{
    private sealed record Change(string Cursor, Fact Fact);

    /// <summary>Null if a later version sends what this one does not know.</summary>
    internal static Followed? Read(SseItem<string> sent)
    {
        try
        {
            return sent.EventType switch
            {
                "message" => JsonSerializer.Deserialize<Change>(sent.Data, Json.Options) is { } change
                    ? new FactChanged(change.Cursor, change.Fact)
                    : null,
                "redone" => new Redone(sent.EventId ?? EndOfLog(sent.Data)),
                "revoked" => throw new PlatformException(HttpStatusCode.Unauthorized, JsonNode.Parse(sent.Data)!.AsObject()),
                _ => null,
            };
        }
        catch (JsonException e)
        {
            throw new PlatformException($"What Query sent cannot be read: {sent.Data}", e);
        }
    }

    /// <summary>The log was restored, and ends here now.</summary>
    private static string EndOfLog(string data) => ((long)JsonNode.Parse(data)!["endOfLog"]!).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A fact in the form in which it became known.</summary>
public sealed record FactChanged(string Cursor, Fact Fact) : Followed(Cursor);

/// <summary>
/// What was sent before may be otherwise now, as other read tables are served or the log was restored: load what is known anew, and go on
/// from here.
/// </summary>
public sealed record Redone(string Cursor) : Followed(Cursor);
