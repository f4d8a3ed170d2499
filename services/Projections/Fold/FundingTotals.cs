using System.Globalization;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold;

/// <param name="Dimension">company, year, round, country or investor.</param>
/// <param name="Currency">ISO 4217; empty for rounds whose amount is undisclosed, which are counted only.</param>
internal readonly record struct TotalKey(string Dimension, string Key, string Currency);

internal readonly record struct TotalDelta(decimal Amount, long Rounds);

/// <summary>Which totals a funding fact counts in: announced and completed rounds, each currency by itself.</summary>
internal static class FundingTotals
{
    public static bool Counts(Fact fact) => fact is { State: not FactState.Retracted, Data: FundingRaised { Status: DealStatus.Announced or DealStatus.Completed } };

    public static IEnumerable<TotalKey> KeysOf(Fact fact)
    {
        if (!Counts(fact)) yield break;
        var raised = (FundingRaised)fact.Data;
        var currency = fact.Amount?.Currency ?? "";
        yield return new("company", fact.Company!, currency);
        yield return new("year", Year(raised.On), currency);
        yield return new("round", ContractJson.Name(raised.Round), currency);
        if (raised.Company.Country is { } country) yield return new("country", country, currency);
        foreach (var investor in fact.Investors ?? []) yield return new("investor", investor, currency);
    }

    private static string Year(PartialDate on) => ((on.Latest ?? on.Earliest)?.Year ?? 0).ToString("0000", CultureInfo.InvariantCulture);
}
