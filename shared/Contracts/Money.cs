namespace EventPlatform.Contracts;

/// <summary>An amount in one currency.</summary>
/// <param name="Amount">At least 0, at most 18 significant digits, in whole units of the currency.</param>
/// <param name="Currency">ISO 4217 code, three capital letters.</param>
public sealed record Money(decimal Amount, string Currency) : IChecked
{
    public IEnumerable<Problem> Check()
    {
        if (Amount < 0) yield return new("/amount", "must not be negative");
        if (Currency is not { Length: 3 } || !Currency.All(char.IsAsciiLetterUpper))
            yield return new("/currency", "must be an ISO 4217 code of three capital letters such as USD");
    }
}
