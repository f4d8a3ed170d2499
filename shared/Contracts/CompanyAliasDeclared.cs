using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>Ops declare that a key is another name of a company.</summary>
public sealed record CompanyAliasDeclared : IdentityDeclared
{
    [StringLength(CompanyKey.MaxLength)] public required string Alias { get; init; }

    /// <summary>The company's key.</summary>
    [StringLength(CompanyKey.MaxLength)] public required string Key { get; init; }

    [JsonIgnore] public override IEnumerable<(string Pointer, string Key)> Keys => [("/alias", Alias), ("/key", Key)];
}
