namespace EventPlatform.Query.Search;

/// <summary>Kinds of hits, in the order in which equally good hits are shown.</summary>
internal enum HitKind { Company, Person, Product, Plant }

/// <param name="Key">The key of a company or person, <c>COMPANY/PRODUCT</c>, or the id of the fact that is the plant.</param>
/// <param name="Name">The name; for a company or person, the latest.</param>
/// <param name="Company">The key of the company that has the product or plant.</param>
/// <param name="IsInvestor">True if a round names it among its investors.</param>
internal sealed record Hit(HitKind Kind, string Key, string Name, string? Company, bool IsInvestor);

/// <param name="Likeness">How well the hit matches; more is better.</param>
internal sealed record FoundHit(Hit Hit, double Likeness);
