using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>The claims that make one fact, in the order of their records' numbers.</summary>
internal sealed class FactMembers
{
    private readonly List<Claim> claims = [];

    public IReadOnlyList<Claim> Claims => claims;

    public Claim Founder => claims[0];

    public void Add(Claim claim)
    {
        var at = claims.FindIndex(other => other.Number > claim.Number);
        claims.Insert(at < 0 ? claims.Count : at, claim);
    }

    public void Remove(Claim claim) => claims.Remove(claim);

    /// <summary>False if a member of an earlier record is of the same source, or excludes the claim.</summary>
    public bool Admits(Claim claim) => !claims.Exists(other =>
        other.Number < claim.Number && (other.Record.Source == claim.Record.Source || FactRules.Of(claim.Data).AreExclusive(claim, other)));
}
