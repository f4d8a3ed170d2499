using System.Text.Json;
using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Live;

namespace EventPlatform.Dashboard.Facts;

/// <summary>A fact with its versions and the reports that it rests on.</summary>
public sealed record FactDetail(
    Fact Fact, IReadOnlyList<Fact> Versions, IReadOnlyList<FactReport> Reports, long Position, IReadOnlyList<Attribution> Attributions,
    string? Next)
{
    /// <summary>The reports in force.</summary>
    public IReadOnlyList<FactReport> Counting => [.. Reports.Where(report => report.Counts && report.WithdrawnBy is null)];
}

/// <param name="Counts">False for reports that a later one of the same record replaced.</param>
/// <param name="WithdrawnBy">Position of the report that retracted this one.</param>
public sealed record FactReport(bool Counts, long? WithdrawnBy, Evidence? Evidence, LoggedReport Report);

/// <param name="Value">The name of the value, such as amount.</param>
public sealed record Dispute(string Value, IReadOnlyList<DisputedValue> Said)
{
    public static IReadOnlyList<Dispute> Of(Fact fact) =>
        fact.Disputes is { } disputes ? disputes.Deserialize<List<Dispute>>(JsonSerializerOptions.Web)! : [];
}

public sealed record DisputedValue(JsonElement Value, IReadOnlyList<string> Sources);
