using System.Runtime.InteropServices;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>The claims of one group, by source: claims of one source never match. Most groups have one source.</summary>
internal sealed class ClaimGroup
{
    private readonly List<(string Source, ClaimSet Claims)> sources = new(1);

    public void Add(Claim claim)
    {
        var at = IndexOf(claim.Record.Source);
        if (at < 0)
        {
            at = sources.Count;
            sources.Add((claim.Record.Source, default));
        }

        CollectionsMarshal.AsSpan(sources)[at].Claims.Add(claim);
    }

    public void Remove(Claim claim) => CollectionsMarshal.AsSpan(sources)[IndexOf(claim.Record.Source)].Claims.Remove(claim);

    /// <summary>Adds the claims of all other sources to a list.</summary>
    public void AddOthersTo(List<Claim> claims, string source)
    {
        foreach (var (other, own) in sources)
        {
            if (other != source) own.AddTo(claims);
        }
    }

    private int IndexOf(string source)
    {
        for (var at = 0; at < sources.Count; at++)
        {
            if (sources[at].Source == source) return at;
        }

        return -1;
    }
}
