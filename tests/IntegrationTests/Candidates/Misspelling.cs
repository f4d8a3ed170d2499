namespace EventPlatform.IntegrationTests.Candidates;

/// <summary>Writes a company's name as another source would, in one of the ways in which two data sets of funding rounds differ.</summary>
internal static class Misspelling
{
    private static readonly Func<string, string>[] Ways =
    [
        name => name.Replace(" ", "", StringComparison.Ordinal),
        Spaced,
        name => $"{name}.com",
        name => $"The {name}",
        name => $"{name}, Inc.",
        name => name.EndsWith('s') ? name[..^1] : $"{name}s",
        name => $"{name} Technologies",
        name => name.Length > 5 ? name.Remove(name.Length / 2, 1) : $"{name} Labs",
        name => name.Length > 5 ? name.Insert(name.Length / 2, name.Substring(name.Length / 2, 1)) : $"{name}.io",
        name => name.Replace("and", "&", StringComparison.Ordinal).Replace(' ', '-'),
        name => name.Split(' ') is [var first, _, ..] words ? first.Length > 3 ? first : string.Join(' ', words.Take(2)) : $"{name} Media",
        name => name.Length > 6 ? $"{name[..3]}{name[4]}{name[3]}{name[5..]}" : $"{name} Networks",
    ];

    public static string Of(string name, int number) => Ways[number % Ways.Length](name);

    /// <summary>Inserts a blank before a capital or digit within a word, or in the middle of the name if there is none.</summary>
    private static string Spaced(string name)
    {
        var at = Enumerable.Range(1, name.Length - 1)
            .FirstOrDefault(index => char.IsLower(name[index - 1]) && (char.IsUpper(name[index]) || char.IsDigit(name[index])));
        return name.Insert(at > 0 ? at : name.Length / 2, " ");
    }
}
