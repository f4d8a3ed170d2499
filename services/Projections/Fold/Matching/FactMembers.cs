using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>The claims of one fact, in the order of their records' numbers.</summary>
internal sealed class FactMembers
{
    private readonly List<Claim> claims = new(1);

    public List<Claim> Claims => claims;

    public Claim Founder => claims[0];

    public void Add(Claim claim)
    {
        var at = claims.Count;
        while (at > 0 && claims[at - 1].Number > claim.Number) at--;
        claims.Insert(at, claim);
    }

    public void Remove(Claim claim) => claims.Remove(claim);

    /// <summary>Returns false if a member with an earlier record has the same source, or excludes the claim.</summary>
    public bool Admits(Claim claim)
    {
        foreach (var other in claims)
        {
            if (other.Number >= claim.Number) break;
            if (other.Record.Source == claim.Record.Source || FactRules.Of(claim.Data).AreExclusive(claim, other)) return false;
        }

        return true;
    }
}
