namespace EventPlatform.Contracts;

/// <summary>What is wrong with a value that has the right shape.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) from the value that was checked; empty for the value itself.</param>
/// <param name="Message">What would be right.</param>
public readonly record struct Problem(string Pointer, string Message);

/// <summary>A value with rules that its types alone don't say.</summary>
public interface IChecked
{
    /// <param name="today">For what must not lie in the future; a day of grace is for time zones.</param>
    IEnumerable<Problem> Check(DateOnly today);
}
