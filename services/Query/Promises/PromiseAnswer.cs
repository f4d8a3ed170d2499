using System.Text.Json.Serialization;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Promises;

/// <param name="Company">Canonical key; absent for a plant whose owner is unknown.</param>
/// <param name="CompanyName">The name of the company, as the fact shows it.</param>
/// <param name="Promise"><c>unveiled</c> or <c>launch</c> of a product, a shipment milestone, <c>units</c>, or <c>plant</c>.</param>
/// <param name="Subject">Name of the product or plant.</param>
/// <param name="Kind">The kind of a product, or the technology of a plant.</param>
/// <param name="Expected">The promised date.</param>
/// <param name="DaysLate">Days from the last promised day to the first day that <c>metOn</c> can mean; only if it was late.</param>
/// <param name="MetBy">The fact that met the promise: the earliest actual shipment, or the plant itself.</param>
/// <param name="MetOn">When the promise was met.</param>
internal sealed record PromiseAnswer(
    Guid FactId, string? Company, string? CompanyName, string Promise, string Subject, string? Kind, string? Region,
    DateAnswer Expected, PromiseState State, int? DaysLate, Guid? MetBy, DateAnswer? MetOn)
{
    /// <summary>How late the company usually is; absent if none of its due promises was met.</summary>
    public UsualDelay? Usual { get; init; }

    /// <summary>The sources of the promise, and of what met it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Sources { get; init; } = [];

    public const string Example =
        """
        {"factId":"a8eaeb00-f4e6-876a-a361-aa6e7f2ceb72","company":"tesla","companyName":"Tesla","promise":"unveiled",
         "subject":"Electric pickup",
         "expected":{"date":"2019-11-21","earliest":"2019-11-21","latest":"2019-11-21"},"state":"missed"}
        """;

    public static PromiseAnswer Of(Promised promised, IEnumerable<Deed> deeds, DateOnly asOf)
    {
        var outcome = Outcome.Of(promised.Due, deeds, asOf);
        return new(
            promised.FactId, promised.Company, promised.CompanyName, promised.What, promised.Subject, promised.Kind, promised.Region,
            DateAnswer.Of(promised.Due)!, outcome.State, outcome.DaysLate, outcome.MetBy?.FactId, DateAnswer.Of(outcome.MetBy?.On))
        {
            Sources = [.. promised.Sources, .. outcome.MetBy?.Sources ?? []],
        };
    }
}

/// <param name="Days">Median of the days that promises were late; 0 for promises that were kept.</param>
/// <param name="Promises">How many promises this rests on: of the latest 50 due ones, those that were met.</param>
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
/// <param name="RegionKey">
/// The region of the shipments that can meet it, "" for shipments without a region; null if any shipment can.
/// </param>
/// <param name="Own">The plant's milestone that meets it.</param>
internal sealed record Promised(
    Guid FactId, long Since, string? Company, string What, string Subject, string? Kind, string? Region, PartialDate Due,
    string? ProductKey, string? RegionKey, PartialDate? Own, IReadOnlyList<string> Sources, string? CompanyName);
