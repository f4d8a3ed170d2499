namespace EventPlatform.Cli.Import.Values;

/// <summary>Cells come with stray blanks, line breaks and no-break spaces; reports don't.</summary>
internal static class Whitespace
{
    public static string Collapse(string text)
    {
        if (!NeedsWork(text)) return text;
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static bool NeedsWork(string text)
    {
        var previous = true;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (isSpace && (previous || c != ' ')) return true;
            previous = isSpace;
        }

        return previous && text.Length > 0;
    }
}
