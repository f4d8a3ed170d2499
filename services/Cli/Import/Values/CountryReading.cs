using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A country by its ISO 3166-1 code of two or three letters, or by its English name.</summary>
internal sealed class CountryReading : IReading
{
    private static readonly Lazy<Dictionary<string, string>> Codes = new(Load);

    public string Expected => "a country's ISO 3166-1 code or English name";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read) => Codes.Value.TryGetValue(Whitespace.Collapse(text), out read);

    private static Dictionary<string, string> Load()
    {
        using var resource = typeof(CountryReading).Assembly.GetManifestResourceStream("countries.csv")!;
        using var lines = new StreamReader(resource);
        var codes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            var names = line.Split(';');
            foreach (var name in names) codes.TryAdd(name, names[0]);
        }

        return codes;
    }
}
