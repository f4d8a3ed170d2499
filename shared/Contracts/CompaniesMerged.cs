using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Ops declare that two companies are one. From here on, everything reported about the one belongs to the other.</summary>
public sealed record CompaniesMerged : IdentityDeclared
{
    [StringLength(CompanyKey.MaxLength)] public required string From { get; init; }

    /// <summary>The company whose key stays.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string Into { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys => [("/from", From), ("/into", Into)];
}
