namespace EventPlatform.Contracts.Validation;

/// <summary>The default limits of an event; an installation can configure others.</summary>
public static class EventLimits
{
    public const int Bytes = 256 * 1024;

    /// <summary>The levels of nested objects and arrays.</summary>
    public const int Nesting = 32;
}
