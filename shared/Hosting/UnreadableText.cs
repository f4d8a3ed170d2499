using System.Buffers;
using System.Text;

namespace EventPlatform.Hosting;

/// <summary>Text that Postgres cannot hold or that cannot be normalised, so that no report has it and no question may.</summary>
public static class UnreadableText
{
    /// <summary>What is wrong with a text; null where nothing is. To be asked after every decoding.</summary>
    public static string? ProblemOf(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done) return "must not contain half of a surrogate pair";
            if (rune.Value is 0 or 0xFFFE) return $"must not contain U+{rune.Value:X4}";
            text = text[length..];
        }

        return null;
    }
}
