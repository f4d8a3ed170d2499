namespace EventPlatform.Operations;

/// <summary>The worst first.</summary>
public enum Severity { Away, Unhealthy, Wrong, Degraded }

/// <summary>Something that is wrong with the platform.</summary>
public sealed record PlatformProblem(Severity Severity, string Text, Advice Do);
