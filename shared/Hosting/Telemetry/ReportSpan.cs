using System.Diagnostics;

namespace EventPlatform.Hosting.Telemetry;

/// <summary>
/// A step that several reports take together: a span in the trace of each. The span of the first is current while the step runs; the others
/// get a span of the same duration with a link to it.
/// </summary>
public sealed class ReportSpan : IDisposable
{
    /// <summary>A step of more traces has spans in the first of them only.</summary>
    private const int MaxTraces = 100;

    private readonly Activity span;
    private readonly IReadOnlyList<ActivityContext> others;

    private ReportSpan(Activity span, IReadOnlyList<ActivityContext> others) => (this.span, this.others) = (span, others);

    /// <summary>Whether anyone collects spans. If not, nothing has to be looked up for them.</summary>
    public static bool AreCollected => PlatformTelemetry.Spans.HasListeners();

    /// <summary>Null if nobody collects spans, or if no report is part of a trace that is sampled.</summary>
    /// <param name="traceParents">Of the reports: W3C <c>traceparent</c>; null if a report has none.</param>
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
