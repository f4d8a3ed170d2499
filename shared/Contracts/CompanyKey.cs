using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Contracts;

/// <summary>
/// A company's key as sent: a slug such as <c>xpeng</c>. It is a pure function of the report: the explicit key, or else the words of the
/// name (<see cref="NormalisedName"/>) without the legal forms at its end, joined by hyphens. A key that would be too long keeps its first
/// 100 characters and ends in a hash.
/// </summary>
public static class CompanyKey
{
    public const int MaxLength = 120;
    private const int Kept = 100;
    private const int HashBytes = 8;

    // A cache, because most names recur. A name replaces the previous one in its slot.
    private static readonly Slug?[] Recent = new Slug?[8192];

    /// <summary>Returns the slug of a name; empty if the name has no letter or digit.</summary>
    public static string FromName(string name)
    {
        ref var slot = ref Recent[string.GetHashCode(name, StringComparison.Ordinal) & (Recent.Length - 1)];
        if (slot is { } recent && recent.Name == name) return recent.Key;
        var key = Slugged(name);
        slot = new(name, key);
        return key;
    }

    private static string Slugged(string name)
    {
        var words = NormalisedName.Words(name);
        LegalForms.Drop(words);
        var slug = string.Join('-', words);
        if (slug.Length <= MaxLength) return slug;
        var start = slug[..(char.IsHighSurrogate(slug[Kept - 1]) ? Kept - 1 : Kept)].TrimEnd('-');
        return $"{start}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)).AsSpan(0, HashBytes))}";
    }

    private sealed record Slug(string Name, string Key);

    /// <summary>True if a text is already a slug, as an explicit key must be.</summary>
    public static bool IsKey(string text) => text.Length is > 0 and <= MaxLength && NormalisedName.IsSlug(text);
}
