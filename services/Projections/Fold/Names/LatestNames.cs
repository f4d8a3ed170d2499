using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>The known latest name of each mention. The table of names is written only if one of them changes.</summary>
internal sealed class LatestNames
{
    private readonly Dictionary<Mention, (long Position, string? Name, PartyKind Kind)> latest = [];

    /// <summary>Loads a stored name. If there are several at one position, none is the latest.</summary>
    public void Load(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Mention, out var known);
        if (!isKnown || known.Position < position) latest[named.Mention] = (position, named.Name, kind);
        else if (known.Position == position) latest[named.Mention] = known with { Name = null };
    }

    public void Forget(Mention mention) => latest.Remove(mention);

    /// <summary>Sets the latest name. Returns true if the name or its kind differs from that of the last report.</summary>
    public bool Change(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Mention, out var known);
        if (isKnown && known.Name == named.Name && known.Kind == kind) return false;
        latest[named.Mention] = (position, isKnown && known.Position == position && known.Name != named.Name ? null : named.Name, kind);
        return true;
    }
}
