namespace EventPlatform.Contracts.Validation;

/// <summary>What an event may be at most, unless an installation is configured otherwise.</summary>
public static class EventLimits
{
    public const int Bytes = 256 * 1024;

    /// <summary>Levels of objects and arrays.</summary>
    public const int Nesting = 32;
}
