using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Contracts;

/// <summary>An organisation or person as a report names it, with the identifiers that the feed knows.</summary>
public abstract record Named : IChecked
{
    /// <summary>The name as the source writes it.</summary>
    [StringLength(300, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The company key that the feed chose; without one, the key is the slug of the name.</summary>
    [StringLength(CompanyKey.MaxLength)] public string? Key { get; init; }

    /// <summary>
    /// Legal Entity Identifier, ISO 17442. <see cref="Identifier"/> describes the forms of this and of the next identifiers.
    /// </summary>
    [StringLength(20)] public string? Lei { get; init; }

    /// <summary>SEC Central Index Key.</summary>
    [StringLength(20)] public string? Cik { get; init; }

    [StringLength(20)] public string? Ticker { get; init; }

    /// <summary>The company's own host name. A URL without a path counts as its host.</summary>
    [StringLength(300)] public string? Domain { get; init; }

    /// <summary>ISO 3166-1 alpha-2, two capital letters.</summary>
    public string? Country { get; init; }

    private Slug slug;

    /// <summary>Returns the company key as sent.</summary>
    public string KeyAsSent()
    {
        if (Key is not null) return Key;
        if (!ReferenceEquals(slug.Name, Name)) slug = new(Name, CompanyKey.FromName(Name));
        return slug.Key!;
    }

    /// <summary>
    /// Caches the key made from a name, because it is read often. All values are equal, so the cache does not affect record equality.
    /// </summary>
    private readonly record struct Slug(string? Name, string? Key)
    {
        public bool Equals(Slug other) => true;

        public override int GetHashCode() => 0;
    }

    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (Key is not null && !CompanyKey.IsKey(Key))
            yield return new("/key", "must be lower-case letters and digits joined by single hyphens");
        if (Key is null && CompanyKey.FromName(Name).Length == 0)
            yield return new("/name", "has no letter or digit to make a key from: give a key as well");
        if (Country is not null && !Countries.IsCode(Country)) yield return new("/country", Countries.Problem(Country));
        foreach (var problem in Identifier.Check(this)) yield return problem;
    }
}

/// <summary>The company that a report is about.</summary>
public sealed record CompanyRef : Named;

public enum PartyKind { Organisation, Person }

/// <summary>Another party to the event: an investor, partner, acquirer or owner.</summary>
public sealed record Party : Named
{
    public required PartyKind Kind { get; init; }
}
