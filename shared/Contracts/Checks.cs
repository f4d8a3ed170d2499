namespace EventPlatform.Contracts;

/// <summary>What is wrong with a value that has the right shape.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) relative to the value that was checked; empty for the value itself.</param>
/// <param name="Message">What is wrong, or what would be right.</param>
public readonly record struct Problem(string Pointer, string Message);

/// <summary>A value with rules that its type alone does not express.</summary>
public interface IChecked
{
    /// <param name="today">The day for checks of dates in the future, which allow one day more because of time zones.</param>
    IEnumerable<Problem> Check(DateOnly today);
}
