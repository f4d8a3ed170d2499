using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold;

/// <summary>The claims of the records that make one fact, in the order of their numbers.</summary>
internal sealed class Gathering
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

    /// <summary>False if an earlier record in it is of the same source, or excludes this one.</summary>
    public bool Admits(Claim claim) => !claims.Exists(other =>
        other.Number < claim.Number && (other.Record.Source == claim.Record.Source || FactRules.Of(claim.Data).AreExclusive(claim, other)));
}
