using System.Buffers;

namespace EventPlatform.Contracts.Validation;

/// <summary>The mark that Excel, PowerShell and others put before a text to declare its encoding.</summary>
public static class ByteOrderMark
{
    public const string OnlyUtf8 = "is UTF-16: send UTF-8";

    private static ReadOnlySpan<byte> Utf8 => [0xEF, 0xBB, 0xBF];

    public static ReadOnlyMemory<byte> PassOver(ReadOnlyMemory<byte> text) => text.Span.StartsWith(Utf8) ? text[Utf8.Length..] : text;

    public static ReadOnlySequence<byte> PassOver(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        return reader.IsNext(Utf8) ? text.Slice(Utf8.Length) : text;
    }

    public static bool IsOfUtf16(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        return reader.IsNext([0xFF, 0xFE]) || reader.IsNext([0xFE, 0xFF]);
    }
}
