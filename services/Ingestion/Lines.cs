using System.Buffers;
using EventPlatform.Contracts.Validation;
using EventPlatform.Ingestion.Bodies;

namespace EventPlatform.Ingestion;

/// <summary>One line of an NDJSON body; empty content where it was longer than allowed.</summary>
internal readonly record struct Line(long Number, ReadOnlySequence<byte> Content, bool IsTooLong);

/// <summary>
/// Splits a body of any length into lines while it arrives. A line is valid until the next is asked for. Blank lines are passed over, and so is the
/// byte-order mark of each file that a body was joined from.
/// </summary>
internal static class Lines
{
    public static async IAsyncEnumerable<Line> ReadAsync(IncomingBody body, int maxBytes)
    {
        var number = 1L;
        var skipping = false;
        ReadOnlySequence<byte>? read = null; // given back at the end, where the caller stops early too
        try
        {
            while (await body.ReadAsync() is { } more)
            {
                var rest = more.Buffer;
                read = rest.Slice(rest.End);
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (ToLine(number++, rest.Slice(0, end), skipping, maxBytes) is { } line) yield return line;
                    skipping = false;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (more.IsCompleted)
                {
                    if (ToLine(number, rest, skipping, maxBytes) is { } last) yield return last;
                    yield break;
                }

                // The rest of a line that is too long already is thrown away as it comes
                skipping |= rest.Length > maxBytes;
                body.AdvanceTo(skipping ? rest.Slice(rest.End) : rest);
                read = null;
            }
        }
        finally
        {
            if (read is { } end) body.AdvanceTo(end);
        }
    }

    private static Line? ToLine(long number, ReadOnlySequence<byte> content, bool skipping, int maxBytes)
    {
        if (skipping || content.Length > maxBytes) return new Line(number, ReadOnlySequence<byte>.Empty, IsTooLong: true);
        content = ByteOrderMark.PassOver(content);
        return IsBlank(content) ? null : new Line(number, content, IsTooLong: false);
    }

    private static bool IsBlank(ReadOnlySequence<byte> content)
    {
        foreach (var segment in content)
        {
            if (segment.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r')) return false;
        }

        return true;
    }
}
