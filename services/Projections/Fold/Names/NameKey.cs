using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>A name that a mention has.</summary>
internal readonly record struct NameKey(Mention Mention, string Name)
{
    public static PartyKind KindOf(Named named) => named is Party { Kind: var kind } ? kind : PartyKind.Organisation;
}

/// <summary>A country that a mention has.</summary>
internal readonly record struct CountryKey(Mention Mention, string Country);
