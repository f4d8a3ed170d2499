using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A source's own company id as a company key: all of its words, in lower case and joined with hyphens.</summary>
internal sealed class SlugReading : IReading
{
    private const int HashLength = 16;

    public string Expected => "an id with letters or digits";

    public string Problem(string text) => NoValue.AsName(text) ?? $"is not {Expected}";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        read = null;
        if (NoValue.AsName(text) is not null) return false;
        var spaced = string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
        read = string.Join('-', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (read.Length > CompanyKey.MaxLength) read = Shortened(read);
        return CompanyKey.IsKey(read);
    }

    /// <summary>Its start and a hash of all of it.</summary>
    private static string Shortened(string slug)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(slug)))[..HashLength];
        return $"{slug[..(CompanyKey.MaxLength - HashLength - 1)].TrimEnd('-')}-{hash}";
    }
}
