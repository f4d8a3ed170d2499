namespace EventPlatform.Cli.Import.Values;

/// <summary>Other people's words and what they are here. Case and white space don't count; an entry may name columns itself.</summary>
internal sealed class ValueTable(string name, IEnumerable<KeyValuePair<string, Expression>> entries)
{
    private readonly Dictionary<string, Expression> entries =
        entries.ToDictionary(entry => Whitespace.Collapse(entry.Key), entry => entry.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>For messages.</summary>
    public string Name { get; } = name;

    public IEnumerable<Expression> Results => entries.Values;

    public Expression? Find(string text) => entries.GetValueOrDefault(text);
}
