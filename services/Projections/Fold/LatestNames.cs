using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <summary>Under which name each key at hand was reported last. Only where that changes is there something to write.</summary>
internal sealed class LatestNames
{
    private readonly Dictionary<string, (long Position, string? Name, PartyKind Kind)> latest = new(StringComparer.Ordinal);

    /// <summary>As it is stored. Of several names at one position none is the latest.</summary>
    public void Load(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Key, out var known);
        if (!isKnown || known.Position < position) latest[named.Key] = (position, named.Name, kind);
        else if (known.Position == position) latest[named.Key] = known with { Name = null };
    }

    /// <summary>True where it is another name, or of another kind, than that of the last report.</summary>
    public bool Change(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Key, out var known);
        if (isKnown && known.Name == named.Name && known.Kind == kind) return false;
        latest[named.Key] = (position, isKnown && known.Position == position && known.Name != named.Name ? null : named.Name, kind);
        return true;
    }
}
