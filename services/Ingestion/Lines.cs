using System.Buffers;
using EventPlatform.Contracts.Validation;
using EventPlatform.Ingestion.Bodies;

namespace EventPlatform.Ingestion;

/// <summary>One line of an NDJSON body; the content is empty if the line was too long.</summary>
internal readonly record struct Line(long Number, ReadOnlySequence<byte> Content, bool IsTooLong);

/// <summary>
/// Splits a body of any length into lines while it arrives. A line is valid until the next one is requested. Blank lines are skipped, and
/// so are byte-order marks at the start of a line, because a body may be joined from several files.
/// </summary>
internal static class Lines
{
    public static async IAsyncEnumerable<Line> ReadAsync(IncomingBody body, int maxBytes)
    {
        var number = 1L;
        var skipping = false;
        ReadOnlySequence<byte>? read = null; // released at the end, even if the caller stops early
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

                // The rest of a line that is already too long is discarded as it arrives
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
