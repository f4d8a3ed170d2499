using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace EventPlatform.Contracts.Validation;

/// <summary>Reads JSON that people and machines sent: valid UTF-8, with or without a byte-order mark, no field twice, nested no deeper than allowed.</summary>
public static class StrictJson
{
    private const string TooDeep = "The maximum configured depth"; // nothing else of the exception tells

    /// <summary>The document, which the caller disposes of; or what is wrong with the text.</summary>
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

    /// <summary>What a parser says, without its lines and bytes.</summary>
    public static string Reason(JsonException e) => e.Message.Split(" LineNumber:", 2)[0];
}
