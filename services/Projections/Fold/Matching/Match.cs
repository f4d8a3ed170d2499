using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold.Matching;

/// <summary>A claim that matches another, with their distance.</summary>
internal readonly record struct Match(Claim Claim, Distance Distance)
{
    public static int CompareDistance(Match one, Match other) => Distance.Compare(one.Distance, other.Distance);
}
