using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Companies and parties with few names, which are often joined by identifiers.</summary>
internal static class AnyNamed
{
    public static readonly string[] Keys = ["acme", "bolt", "coil", "dyna"];

    private static readonly Gen<string> Name = Gen.Frequency(
        (16, Gen.OneOf("Acme", "Acme", "Acme Inc.", "ACME™ Co.,Ltd.", "Bolt", "bolt GmbH & Co. KG", "Coil", "Dyna, S.A.B. de C.V.")),
        (1, Gen.OneOf("C.o.i.l. A/S", "The Limited", "The Company", "Acme & Bolt", "Acme and Bolt")));

    // Most reports have no identifier
    private static readonly Gen<(string?, string?, string?, string?)> Identifiers = Gen.Frequency(
        (12, Gen.Const(() => ((string?)null, (string?)null, (string?)null, (string?)null))),
        (1, Gen.OneOf(Leis.Of(1), Leis.Of(1).ToLowerInvariant(), Leis.Of(2), "N/A", "00000000000000000000")
            .Select(lei => ((string?)lei, (string?)null, (string?)null, (string?)null))),
        (1, Gen.OneOf("0012", "12", "CIK12", "7", "0", "None").Select(cik => ((string?)null, (string?)cik, (string?)null, (string?)null))),
        (1, Gen.OneOf("www.acme.com", "ACME.com.", "https://acme.com/", "bolt.com", "bolt.com/about", "null")
            .Select(domain => ((string?)null, (string?)null, (string?)domain, (string?)null))),
        (1, Gen.OneOf("acme", "coil").Select(key => ((string?)null, (string?)null, (string?)null, (string?)key))),
        (1, Gen.Const(() => ((string?)Leis.Of(1), (string?)"7", (string?)"bolt.com", (string?)null))));

    private static readonly Gen<string?> Country = Gen.Frequency((3, Gen.Const(() => (string?)null)), (1, Gen.OneOf<string?>("CN", "DE")));

    public static Gen<CompanyRef> Company { get; } = Gen.Select(Name, Identifiers, Country).Select((name, ids, country) =>
        new CompanyRef { Name = name, Lei = ids.Item1, Cik = ids.Item2, Domain = ids.Item3, Key = ids.Item4, Country = country });

    public static Gen<Party> Party { get; } = Gen.Select(Name, Identifiers, Country).Select((name, ids, country) =>
        new Party
        {
            Name = name, Kind = PartyKind.Organisation, Country = country,
            Lei = ids.Item1, Cik = ids.Item2, Domain = ids.Item3, Key = ids.Item4
        });

    public static Gen<CompanyRef?> CompanyOrNone { get; } = Gen.Frequency(
        (1, Gen.Const(() => (CompanyRef?)null)), (3, Company.Select(company => (CompanyRef?)company)));
}
