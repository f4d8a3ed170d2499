using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// Reads received JSON: valid UTF-8, with or without a byte-order mark, no duplicate fields, no deeper nesting than allowed.
/// </summary>
public static class StrictJson
{
    private const string TooDeep = "The maximum configured depth"; // only the message of the exception identifies this error

    /// <summary>Returns the document, which the caller must dispose, or null and the problem of the text.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, out Problem problem, int nesting = EventLimits.Nesting)
    {
        problem = default;
        if (ByteOrderMark.IsOfUtf16(new ReadOnlySequence<byte>(utf8)))
        {
            problem = new("", ByteOrderMark.OnlyUtf8);
            return null;
        }

        utf8 = ByteOrderMark.PassOver(utf8);
        if (!Utf8.IsValid(utf8.Span))
        {
            problem = new("", "is not valid UTF-8");
            return null;
        }

        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = nesting });
        }
        catch (JsonException e) when (e.Message.StartsWith(TooDeep, StringComparison.Ordinal))
        {
            problem = new("", $"must have at most {nesting} levels of objects and arrays");
        }
        catch (JsonException e)
        {
            problem = new(e.Path ?? "", $"is not valid JSON: {Reason(e)}");
        }
        catch (InvalidOperationException)
        {
            problem = new("", "must not have a field name with half of a surrogate pair");
        }

        return null;
    }

    /// <summary>Returns the parser's message without its line and byte numbers.</summary>
    public static string Reason(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];
}
