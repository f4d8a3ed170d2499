using System.Diagnostics.CodeAnalysis;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A company key of a name.</summary>
internal sealed class SlugReading : IReading
{
    public string Expected => "a text with a letter or digit";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read)
    {
        var slug = CompanyKey.FromName(text);
        read = slug.Length > 0 ? slug : null;
        return read is not null;
    }
}
