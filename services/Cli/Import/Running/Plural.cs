namespace EventPlatform.Cli.Import.Running;

/// <summary>Numbers with their nouns: 1 row, 2 rows.</summary>
internal static class Plural
{
    public static string Of(long count, string noun) => $"{count:N0} {Noun(count, noun)}";

    public static string Noun(long count, string noun) => count == 1 ? noun : $"{noun}s";
}
