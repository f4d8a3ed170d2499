namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The loaded pairs of identifiers and keys.</summary>
/// <param name="before">What was known earlier, which does not change.</param>
internal sealed class KnownIdentifiers(KnownIdentifiers? before = null)
{
    private readonly Dictionary<string, HashSet<Mention>> mentions = new(StringComparer.Ordinal);

    /// <summary>Adds a pair. Returns false if it is already known.</summary>
    public bool Add(string identifier, Mention mention)
    {
        if (before is not null && before.Of(identifier).Contains(mention)) return false;
        if (!mentions.TryGetValue(identifier, out var own)) mentions[identifier] = own = [];
        return own.Add(mention);
    }

    public IEnumerable<Mention> Of(string identifier)
    {
        var own = mentions.GetValueOrDefault(identifier) ?? [];
        return before is null ? own : own.Union(before.Of(identifier));
    }

    public void Remove(Mention mention)
    {
        foreach (var own in mentions.Values) own.Remove(mention);
    }
}
