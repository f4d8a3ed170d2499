using System.Diagnostics.CodeAnalysis;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A source's own company id as a company key: all of its words, in lower case and joined with hyphens.</summary>
internal sealed class SlugReading : IReading
{
    public string Expected => "an id with letters or digits";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        var spaced = string.Concat(text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' '));
        read = string.Join('-', spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return CompanyKey.IsKey(read);
    }
}
