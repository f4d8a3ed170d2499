namespace EventPlatform.Operations;

/// <summary>The severity of a problem, the worst first.</summary>
public enum Severity { Away, Unhealthy, Wrong, Degraded }

/// <summary>A problem of the platform.</summary>
public sealed record PlatformProblem(Severity Severity, string Text, Advice Do);
