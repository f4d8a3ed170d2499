using System.Text.Json.Serialization;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Promises;

/// <param name="Company">Canonical key; absent for a plant whose owner is unknown.</param>
/// <param name="Promise"><c>unveiled</c> or <c>launch</c> of a product, a shipment milestone, <c>units</c>, or <c>plant</c>.</param>
/// <param name="Subject">Name of the product or plant.</param>
/// <param name="Kind">Of a product; the technology of a plant.</param>
/// <param name="Expected">When it was promised for.</param>
/// <param name="DaysLate">From the last day of the promise to the first that the fact that met it can mean; only where late.</param>
/// <param name="MetBy">The fact that met it: the earliest actual shipment, or the plant itself.</param>
/// <param name="MetOn">When that was.</param>
internal sealed record PromiseAnswer(
    Guid FactId, string? Company, string Promise, string Subject, string? Kind, string? Region, DateAnswer Expected, PromiseState State, int? DaysLate, Guid? MetBy, DateAnswer? MetOn)
{
    /// <summary>How late the company usually is; absent if no promise of it that is due was met.</summary>
    public UsualDelay? Usual { get; init; }

    /// <summary>Of the promise, and of what met it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Sources { get; init; } = [];

    public const string Example =
        """
        {"factId":"a8eaeb00-f4e6-876a-a361-aa6e7f2ceb72","company":"tesla","promise":"unveiled","subject":"Electric pickup",
         "expected":{"date":"2019-11-21","earliest":"2019-11-21","latest":"2019-11-21"},"state":"missed"}
        """;

    public static PromiseAnswer Of(Promised promised, IEnumerable<Deed> deeds, DateOnly asOf)
    {
        var outcome = Outcome.Of(promised.Due, deeds, asOf);
        return new(promised.FactId, promised.Company, promised.What, promised.Subject, promised.Kind, promised.Region, DateAnswer.Of(promised.Due)!,
            outcome.State, outcome.DaysLate, outcome.MetBy?.FactId, DateAnswer.Of(outcome.MetBy?.On))
        {
            Sources = [.. promised.Sources, .. outcome.MetBy?.Sources ?? []],
        };
    }
}

/// <param name="Days">Median of the days from the last day of a promise to the first that what met it can mean; 0 for those that were kept.</param>
/// <param name="Promises">How many: of the latest 50 that are due, those that were met.</param>
internal sealed record UsualDelay(int Days, int Promises)
{
    [JsonIgnore] public IReadOnlyList<string> Sources { get; init; } = [];

    public static UsualDelay Of(IReadOnlyCollection<PromiseAnswer> met)
    {
        var days = met.Select(promise => promise.DaysLate ?? 0).Order().ToList();
        return new(days[(days.Count - 1) / 2], days.Count) { Sources = [.. met.SelectMany(promise => promise.Sources)] };
    }
}

/// <param name="ProductKey">The product by its words; null for plants.</param>
/// <param name="RegionKey">Where only a shipment to this region meets it ("": to no region that is told); null where any does.</param>
/// <param name="Own">A plant's milestone that meets it.</param>
internal sealed record Promised(
    Guid FactId, long Since, string? Company, string What, string Subject, string? Kind, string? Region, PartialDate Due, string? ProductKey, string? RegionKey, PartialDate? Own, IReadOnlyList<string> Sources);
