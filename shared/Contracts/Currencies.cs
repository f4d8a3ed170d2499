using System.Globalization;

namespace EventPlatform.Contracts;

/// <param name="Decimals">How many decimals an amount can have; null if the standard defines none.</param>
/// <param name="LastDay">The last day of its use; null if it is still in use.</param>
public sealed record Currency(int? Decimals, DateOnly? LastDay);

/// <summary>
/// Current and withdrawn currencies of ISO 4217, from https://github.com/datasets/currency-codes (public domain, PDDL 1.0), compiled into
/// Iso4217.csv.
/// </summary>
public static class Currencies
{
    private static readonly Dictionary<string, Currency> ByCode = Resources.Lines("Iso4217.csv").Select(line => line.Split(','))
        .ToDictionary(
            cells => cells[0],
            cells => new Currency(
                cells[1].Length == 0 ? null : int.Parse(cells[1], CultureInfo.InvariantCulture),
                cells[2].Length == 0 ? null : PartialDate.Parse(cells[2]).Latest),
            StringComparer.Ordinal);

    public static Currency? Find(string code) => ByCode.GetValueOrDefault(code);
}
