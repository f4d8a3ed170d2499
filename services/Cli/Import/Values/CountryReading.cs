using System.Diagnostics.CodeAnalysis;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Values;

/// <summary>A country by its ISO 3166-1 code of two or three letters, or by its English name, also where these were withdrawn.</summary>
internal sealed class CountryReading : IReading
{
    public string Expected => "a country's ISO 3166-1 code or English name";

    public bool TryRead(string text, [NotNullWhen(true)] out string? read) => (read = Countries.Find(Whitespace.Collapse(text))) is not null;

    public string Problem(string text) => Countries.WhyNone(Whitespace.Collapse(text)) is { } why ? $"is not one country: it {why}" : $"is not {Expected}";
}
