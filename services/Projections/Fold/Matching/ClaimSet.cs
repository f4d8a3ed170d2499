using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>A set of claims. Most have one, which needs no collection.</summary>
internal struct ClaimSet
{
    private Claim? only;
    private HashSet<Claim>? more;

    public void Add(Claim claim)
    {
        if (more is not null) more.Add(claim);
        else if (only is null) only = claim;
        else if (!ReferenceEquals(only, claim)) (more, only) = ([only, claim], null);
    }

    public void Remove(Claim claim)
    {
        if (ReferenceEquals(only, claim)) only = null;
        else more?.Remove(claim);
    }

    public readonly void AddTo(List<Claim> claims)
    {
        if (only is not null) claims.Add(only);
        else if (more is not null) claims.AddRange(more);
    }
}
