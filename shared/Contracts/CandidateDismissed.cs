using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>What is listed for ops to judge: two companies that are perhaps one, or one key that is perhaps two.</summary>
public enum CandidateKind { PerhapsOne, PerhapsTwo }

/// <summary>Ops looked at a candidate and leave everything as it is. It comes back with other grounds only.</summary>
public sealed record CandidateDismissed : IdentityDeclared
{
    private const int MaxGround = 1000;

    public required CandidateKind Kind { get; init; }

    /// <summary>Of the first of the two companies, or the one key.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string Key { get; init; }

    /// <summary>Of the second company.</summary>
    [StringLength(CompanyKey.MaxLength)] public string? Other { get; init; }

    /// <summary>As the list of candidates gave them.</summary>
    public required IReadOnlyList<string> Grounds { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys => Other is null ? [("/key", Key)] : [("/key", Key), ("/other", Other)];

    public override IEnumerable<Problem> Check(DateOnly today)
    {
        if (Kind == CandidateKind.PerhapsOne == Other is null) yield return new("/other", "must be there for perhaps-one, and not for perhaps-two");
        if (Grounds.Count == 0) yield return new("/grounds", "must have the grounds of the candidate");
        foreach (var (index, ground) in Grounds.Index())
        {
            if (ground.Length is 0 or > MaxGround) yield return new($"/grounds/{index}", $"must have 1 to {MaxGround} characters");
        }

        foreach (var problem in base.Check(today)) yield return problem;
    }
}
