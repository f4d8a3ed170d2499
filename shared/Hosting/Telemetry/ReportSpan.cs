using System.Diagnostics;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>
/// A step that processes several reports together, with a span in the trace of each. The span of the first is current during the step; the
/// others get a span of the same duration with a link to it.
/// </summary>
public sealed class ReportSpan : IDisposable
{
    /// <summary>The number of traces that get a span; further ones get none.</summary>
    private const int MaxTraces = 100;

    private readonly Activity span;
    private readonly IReadOnlyList<ActivityContext> others;

    private ReportSpan(Activity span, IReadOnlyList<ActivityContext> others) => (this.span, this.others) = (span, others);

    /// <summary>True if spans are collected. If not, nothing needs to be queried for them.</summary>
    public static bool AreCollected => PlatformTelemetry.Spans.HasListeners();

    /// <summary>Starts the step. Returns null if no spans are collected, or if no report belongs to a sampled trace.</summary>
    /// <param name="traceParents">The W3C <c>traceparent</c> of each report; null if it has none.</param>
    public static ReportSpan? Start(string name, IEnumerable<string?> traceParents)
    {
        if (!AreCollected) return null;
        var contexts = traceParents.Where(parent => parent is not null).Distinct(StringComparer.Ordinal).Select(Context)
            .OfType<ActivityContext>().Take(MaxTraces).ToList();
        return contexts.Count > 0 && PlatformTelemetry.Spans.StartActivity(name, ActivityKind.Internal, contexts[0]) is { } span
            ? new(span, contexts[1..])
            : null;
    }

    public void Dispose()
    {
        span.Dispose();
        var (began, ended) = (new DateTimeOffset(span.StartTimeUtc), span.StartTimeUtc + span.Duration);
        foreach (var context in others)
        {
            using var other = PlatformTelemetry.Spans.StartActivity(
                span.OperationName, span.Kind, context, links: [new(span.Context)], startTime: began);
            other?.SetEndTime(ended);
        }
    }

    private static ActivityContext? Context(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, isRemote: true, out var context)
            && context.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? context : null;
}
