using System.Buffers;
using System.Text;

namespace EventPlatform.Hosting;

/// <summary>Finds text that Postgres cannot store or that cannot be normalised. Neither reports nor requests may contain it.</summary>
public static class UnreadableText
{
    /// <summary>Returns what is wrong with a text, or null. Call it after every decoding.</summary>
    public static string? ProblemOf(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done)
                return "must not contain half of a surrogate pair";
            if (rune.Value is 0 or 0xFFFE) return $"must not contain U+{rune.Value:X4}";
            text = text[length..];
        }

        return null;
    }
}
