using System.Buffers;
using System.Text.Json;

namespace EventPlatform.Ingestion.Validation;

/// <summary>Splits a JSON array into the bytes of its elements without copying them.</summary>
internal static class BatchElements
{
    /// <summary>Returns null if the body is not an array. Throws JsonException if the whole body is not valid JSON.</summary>
    public static IEnumerable<ReadOnlySequence<byte>>? In(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var elements = new List<(long Start, long End)>();
        if (!isArray) reader.Skip();
        while (isArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = reader.TokenStartIndex;
            reader.Skip();
            elements.Add((start, reader.BytesConsumed));
        }

        reader.Read(); // throws if something follows
        return isArray ? elements.Select(element => body.Slice(element.Start, element.End - element.Start)) : null;
    }
}
