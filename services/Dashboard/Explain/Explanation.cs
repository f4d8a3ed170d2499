using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Explain;

/// <summary>A number, and the facts that add up to it.</summary>
public sealed record Explanation(
    string Of, string? GroupBy, string? Key, string? Currency, string? Unit, decimal Value, long Count, IReadOnlyList<ExplainedFact> Items,
    long Position, IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record ExplainedFact(decimal Part, Fact Fact, IReadOnlyList<ExplainedReport> Reports);

public sealed record ExplainedReport(long Position, DateTimeOffset Recordedtime, string Source, string Id, Evidence? Evidence);
