using System.Globalization;
using CsvHelper;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>Tells quotes that make one row of several from those that are text, such as that of <c>5" pipe</c>.</summary>
internal static class Quotes
{
    private const byte Quote = (byte)'"';

    /// <summary>Why the row that the reader is at cannot be trusted; null where its quotes do no harm.</summary>
    public static string? Problem(CsvReader reader, CsvMalformedRecord malformed)
    {
        if (malformed.Reason == CsvMalformedReason.UnterminatedQuote) return $"opens a quote that nothing closes: it runs to the end of the file ({Lines(malformed)})";
        for (var index = 0; index < reader.FieldCount; index++)
        {
            if (HasTextBehind(reader.GetRawSpan(index)))
                return $"has text behind a closing quote ({Lines(malformed)}): is there a quote too many or too few? All rows of these lines are refused with it";
        }

        return null;
    }

    private static bool HasTextBehind(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty || field[0] != Quote) return false;
        for (var at = 1; at < field.Length; at++)
        {
            if (field[at] != Quote) continue;
            if (at + 1 < field.Length && field[at + 1] == Quote) at++;
            else return !field[(at + 1)..].Trim(" \t"u8).IsEmpty;
        }

        return false;
    }

    private static string Lines(CsvMalformedRecord record)
    {
        var first = record.LineNumber;
        var last = first + record.RawRecord.ReplaceLineEndings("\n").TrimEnd('\n').Count(c => c == '\n');
        return last == first ? string.Create(CultureInfo.InvariantCulture, $"line {first}") : string.Create(CultureInfo.InvariantCulture, $"lines {first} to {last}");
    }
}
