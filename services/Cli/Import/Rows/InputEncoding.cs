using System.Text;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>Encodings by name, the old ones of Windows and Macintosh too. What a file's bytes don't spell is marked, not lost.</summary>
internal static class InputEncoding
{
    /// <summary>A character that no text has (a Unicode noncharacter) stands for bytes that the encoding does not have.</summary>
    public const string Unreadable = "\uFFFF";

    private static readonly (byte[] Mark, string Name)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], "utf-8"), ([0xFF, 0xFE, 0, 0], "utf-32"), ([0xFF, 0xFE], "utf-16"), ([0xFE, 0xFF], "utf-16BE"),
    ];

    /// <summary>Null where there is none of that name.</summary>
    public static Encoding? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Unreadable));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A byte-order mark is passed over, and counts more than what the mapping says.</summary>
    public static Encoding Of(Stream start, Encoding said)
    {
        var bytes = new byte[4];
        var read = start.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        foreach (var (mark, name) in Marks)
        {
            if (!bytes.AsSpan(0, read).StartsWith(mark)) continue;
            start.Position = mark.Length;
            return Find(name)!;
        }

        start.Position = 0;
        return said;
    }
}
