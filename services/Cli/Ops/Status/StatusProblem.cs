using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Status;

/// <summary>The worst first.</summary>
internal enum Severity { Away, Unhealthy, Wrong, Degraded }

/// <param name="Do">A command, or the part of the runbook that says what to do.</param>
internal sealed record StatusProblem(Severity Severity, string Text, string Do)
{
    public JsonObject Json => new() { ["severity"] = $"{Severity}", ["problem"] = Text, ["do"] = Do };
}
