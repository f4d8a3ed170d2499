using System.Collections.Frozen;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Types;

[Flags]
internal enum Families
{
    None = 0, Wind = 1, Solar = 2, Hydro = 4, Storage = 8, Oil = 16, Gas = 32, Coal = 64, Bio = 128,
    Nuclear = 256, Geothermal = 512, Marine = 1024, Hydrogen = 2048,
}

/// <summary>The technology of a plant, recognised by words (docs/facts.md, R28).</summary>
/// <param name="Families">All families that the words name.</param>
/// <param name="Words">The words; empty if they name no technology.</param>
internal sealed record Technology(Families Families, IReadOnlySet<string> Words)
{
    private static readonly Technology Unknown = new(Families.None, FrozenSet<string>.Empty);

    private static readonly FrozenDictionary<string, Families> Phrases = new (Families Families, string Phrases)[]
    {
        (Families.Wind, "wind, windfarm"),
        (Families.Solar, "solar, photovoltaic, photovoltaics, pv, csp"),
        (Families.Hydro, "hydro, hydropower, hydroelectric, hydroelectricity, water, run of river"),
        (Families.Hydro | Families.Storage, "pumped storage, pumped hydro"),
        (Families.Storage, "storage, battery, batteries, bess, flywheel, flywheels, compressed air, liquid air"),
        (Families.Oil, "oil, diesel, petroleum, kerosene, fuel oil, gas oil, gasoil, hfo, naphtha"),
        (Families.Oil | Families.Coal, "petcoke, petroleum coke"),
        (Families.Gas, "gas, ccgt, ocgt, lng, methane, combined cycle, gas turbine"),
        (Families.Coal, "coal, lignite, anthracite, bituminous, co firing, cofiring, waste coal"),
        (Families.Bio, "bio, biomass, biogas, bio gas, biofuel, biodiesel, waste, msw, efw, energy from waste, incineration, landfill, "
            + "landfill gas, lfg, anaerobic digestion, digestion, sewage, sewage gas, sludge, sludge gas, waste gas, wood, bagasse, straw, "
            + "black liquor, advanced conversion, peat"),
        (Families.Nuclear, "nuclear, uranium"),
        (Families.Geothermal, "geothermal, hot dry rocks, heat pump, heat pumps"),
        (Families.Marine, "tidal, tide, wave, marine, ocean"),
        (Families.Hydrogen, "hydrogen, fuel cell, fuel cells"),
        (Families.None, "other, unknown, cogeneration, chp, combined heat and power, thermal, mixed, not specified, waste heat"),
    }.SelectMany(row => row.Phrases.Split(", "), (row, phrase) => (Phrase: phrase, row.Families))
        .ToFrozenDictionary(row => row.Phrase, row => row.Families, StringComparer.Ordinal);

    private static readonly int LongestPhrase = Phrases.Keys.Max(phrase => phrase.Split(' ').Length);

    public static Technology Of(string? text)
    {
        if (text is null) return Unknown;
        var words = NormalisedName.Of(text).Split('-');
        var (families, saysNothing) = (Families.None, true);
        for (var at = 0; at < words.Length;)
        {
            var length = Enumerable.Range(1, Math.Min(LongestPhrase, words.Length - at))
                .LastOrDefault(count => Phrases.ContainsKey(string.Join(' ', words, at, count)));
            if (length > 0) families |= Phrases[string.Join(' ', words, at, length)];
            else saysNothing = false;
            at += Math.Max(1, length);
        }

        return families == Families.None && saysNothing ? Unknown : new(families, words.ToHashSet(StringComparer.Ordinal));
    }

    public bool IsDifferentFrom(Technology other) => (Families, other.Families) switch
    {
        (not Families.None, not Families.None) => (Families & other.Families) == Families.None,
        _ when Words.Count == 0 || other.Words.Count == 0 => false,
        _ => !Words.IsSubsetOf(other.Words) && !other.Words.IsSubsetOf(Words),
    };
}
