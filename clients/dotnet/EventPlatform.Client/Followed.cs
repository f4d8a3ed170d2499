using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Client;

/// <summary>An item of the stream of changes to facts.</summary>
/// <param name="Cursor">Cursor to continue after this item. Store it together with the result of processing the item.</param>
public abstract record Followed(string Cursor)
{
    private sealed record Change(string Cursor, Fact Fact);

    /// <summary>Null for an event type that only later versions know.</summary>
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

    /// <summary>The cursor after the log was restored: its new end.</summary>
    private static string EndOfLog(string data) => ((long)JsonNode.Parse(data)!["endOfLog"]!).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A fact was added or changed.</summary>
public sealed record FactChanged(string Cursor, Fact Fact) : Followed(Cursor);

/// <summary>
/// Another generation of the read tables is served, or the log was restored, so facts returned before may be out of date. Load them again,
/// and continue from this cursor.
/// </summary>
public sealed record Redone(string Cursor) : Followed(Cursor);
