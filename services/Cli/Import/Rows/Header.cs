using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>The columns of a file. Case and white space in their names don't count; the second of two equal names is <c>name#2</c>.</summary>
internal sealed class Header
{
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    public Header(IReadOnlyList<string> names)
    {
        Names = names;
        foreach (var (index, name) in names.Index())
        {
            var key = Normalise(name);
            if (key.Length == 0) continue;
            for (var number = 2; !indexes.TryAdd(key, index); number++) key = $"{Normalise(name)}#{number}";
        }
    }

    public IReadOnlyList<string> Names { get; }

    public bool Has(string name) => indexes.ContainsKey(name);

    public int? IndexOf(string name) => indexes.TryGetValue(name, out var index) ? index : null;

    public static string Normalise(string name) => Whitespace.Collapse(name.Trim('\uFEFF')).ToLowerInvariant();
}
