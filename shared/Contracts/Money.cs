namespace EventPlatform.Contracts;

/// <summary>An amount in one currency.</summary>
/// <param name="Amount">In units of the currency: at least 0, at most 18 significant digits, and no more decimals than the currency
/// has.</param>
/// <param name="Currency">ISO 4217 code of three capital letters. A withdrawn currency is valid only with dates before its
/// withdrawal.</param>
public sealed record Money(decimal Amount, string Currency) : IChecked
{
    public IEnumerable<Problem> Check(DateOnly today)
    {
        if (Amount < 0) yield return new("/amount", "must not be negative");
        if (Currencies.Find(Currency) is not { } currency)
            yield return new("/currency", "must be an ISO 4217 code of three capital letters such as USD");
        else if (currency.Decimals is { } decimals && decimal.Round(Amount, decimals) != Amount)
            yield return new("/amount", $"must have at most {decimals} decimals in {Currency}");
    }

    /// <summary>Returns a problem if this currency was not in use on that date.</summary>
    internal IEnumerable<Problem> CheckInUse(PartialDate? on, string pointer)
    {
        if (Currencies.Find(Currency)?.LastDay is { } last && (on?.Earliest ?? DateOnly.MinValue) > last)
            yield return new($"{pointer}/currency", $"must be in use on {on}: {Currency} was withdrawn in {last:yyyy-MM}");
    }
}
