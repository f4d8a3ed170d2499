using System.Text.Json.Serialization;
using EventPlatform.Client;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Promises;

public sealed record PromiseList(
    DateOnly? AsOf, IReadOnlyList<Promise> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <param name="State"><c>open</c>, <c>kept</c>, <c>late</c> or <c>missed</c>.</param>
/// <param name="Usual">How late the company usually is.</param>
public sealed record Promise(
    Guid FactId, string? Company, string? CompanyName, [property: JsonPropertyName("promise")] string What, string Subject, string? Kind,
    string? Region, FactDate Expected, string State, int? DaysLate, Guid? MetBy, FactDate? MetOn, UsualDelay? Usual);

public sealed record UsualDelay(int Days, int Promises);
