using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Ops declare that some keys, joined by a merge or by identifiers, do not belong to the company of <see cref="Key"/>.</summary>
public sealed record CompaniesSplit : IdentityDeclared
{
    [StringLength(CompanyKey.MaxLength)] public required string Key { get; init; }

    /// <summary>The keys that leave the company; they stay together.</summary>
    public required IReadOnlyList<string> Without { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys =>
        [("/key", Key), .. Without.Select((key, index) => ($"/without/{index}", key))];

    public override IEnumerable<Problem> Check(DateOnly today) =>
        Without.Count == 0 ? [new Problem("/without", "must name at least one key"), .. base.Check(today)] : base.Check(today);
}
