using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.Fold.Names;

internal readonly record struct NameKey(Mention Mention, string Name)
{
    public static PartyKind KindOf(Named named) => named is Party { Kind: var kind } ? kind : PartyKind.Organisation;
}

/// <summary>Under which name each source said each key last, as far as that is at hand. Only where that changes is there something to write.</summary>
internal sealed class LatestNames
{
    private readonly Dictionary<Mention, (long Position, string? Name, PartyKind Kind)> latest = [];

    /// <summary>As it is stored. Of several names at one position none is the latest.</summary>
    public void Load(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Mention, out var known);
        if (!isKnown || known.Position < position) latest[named.Mention] = (position, named.Name, kind);
        else if (known.Position == position) latest[named.Mention] = known with { Name = null };
    }

    public void Forget(Mention mention) => latest.Remove(mention);

    /// <summary>True where it is another name, or of another kind, than that of the last report.</summary>
    public bool Change(NameKey named, PartyKind kind, long position)
    {
        var isKnown = latest.TryGetValue(named.Mention, out var known);
        if (isKnown && known.Name == named.Name && known.Kind == kind) return false;
        latest[named.Mention] = (position, isKnown && known.Position == position && known.Name != named.Name ? null : named.Name, kind);
        return true;
    }
}
