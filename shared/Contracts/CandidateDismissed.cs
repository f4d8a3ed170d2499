using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>What a candidate asks ops to judge: whether two companies are one, or whether one key stands for two companies.</summary>
public enum CandidateKind { PerhapsOne, PerhapsTwo }

/// <summary>Ops reviewed a candidate and change nothing. The candidate is listed again only on other grounds.</summary>
public sealed record CandidateDismissed : IdentityDeclared
{
    private const int MaxGround = 1000;

    public required CandidateKind Kind { get; init; }

    /// <summary>The key of the first company, or the only key.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string Key { get; init; }

    /// <summary>The key of the second company.</summary>
    [StringLength(CompanyKey.MaxLength)] public string? Other { get; init; }

    /// <summary>The grounds as the list of candidates showed them.</summary>
    public required IReadOnlyList<string> Grounds { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys =>
        Other is null ? [("/key", Key)] : [("/key", Key), ("/other", Other)];

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        if (Kind == CandidateKind.PerhapsOne == Other is null)
            yield return new("/other", "is required for perhaps-one, and must be absent for perhaps-two");
        if (Grounds.Count == 0) yield return new("/grounds", "must have the grounds of the candidate");
        foreach (var (index, ground) in Grounds.Index())
        {
            if (ground.Length is 0 or > MaxGround) yield return new($"/grounds/{index}", $"must have 1 to {MaxGround} characters");
        }

        foreach (var problem in base.Check(today)) yield return problem;
    }
}
