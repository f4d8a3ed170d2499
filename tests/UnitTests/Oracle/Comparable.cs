using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>A fact as one line, whoever concluded it.</summary>
internal static class Comparable
{
    public static string Of(OracleFact fact) => Of(fact, position => position);

    /// <param name="fact">Positions in it are those of its own history.</param>
    /// <param name="positionOf">Where they are in the log at hand.</param>
    public static string Of(OracleFact fact, Func<int, long> positionOf) => Line(
        fact.Id, positionOf(fact.Number), fact.State, fact.ContinuedBy, fact.Type, fact.Company, fact.Counterparty, ContractJson.Name(Statuses.Of(fact.Headline.Data)),
        fact.Date?.Shown, fact.Money?.Shown, fact.Units?.Shown, fact.Capacity?.Shown, fact.Round?.Shown,
        fact.Milestones.Select(milestone => $"{milestone.Status} {milestone.On?.Shown}"), fact.Investors, Disputes(fact).Order(StringComparer.Ordinal),
        fact.Sources, fact.Positions.Select(positionOf),
        [
            fact.First(said => said.Data.Remark), fact.CompanyCountry, fact.First(said => (said.Data as ProductShipped)?.Origin), fact.First(said => (said.Data as ProductAnnounced)?.Kind),
            fact.First(said => (said.Data as PlantOpened)?.Technology), fact.First(said => (said.Data as PlantOpened)?.Location.City), fact.First(said => LatOf(said.Data)),
        ]);

    public static string Of(FactVersion version)
    {
        var fact = version.Fact;
        return Line(
            version.FactId, version.Since, Enum.Parse<FactState>($"{fact.State}"), version.ContinuedBy, fact.Type, fact.Company, fact.Counterparty, fact.Status,
            fact.On, fact.Amount, (fact.Data as ProductShipped)?.Units, (fact.Data as PlantOpened)?.Capacity, (fact.Data as FundingRaised)?.Round,
            (fact.Milestones ?? []).Select(milestone => $"{milestone.Status} {milestone.On}"), fact.Investors ?? [],
            (fact.Disputes ?? []).SelectMany(dispute => dispute.Said.SelectMany(said => said.Sources.Select(source => $"{dispute.Value} {source} {Plain(said.Value)}"))).Order(StringComparer.Ordinal),
            fact.Sources, fact.Reports,
            [
                fact.Data.Remark, fact.Data.Subject?.Country, (fact.Data as ProductShipped)?.Origin, (fact.Data as ProductAnnounced)?.Kind,
                (fact.Data as PlantOpened)?.Technology, (fact.Data as PlantOpened)?.Location.City, LatOf(fact.Data),
            ]);
    }

    private static string Line(
        Guid id, long number, FactState state, Guid? continuedBy, string type, string? company, string? counterparty, string status,
        PartialDate? on, Money? amount, decimal? units, Capacity? capacity, FundingRound? round, IEnumerable<string> milestones,
        IEnumerable<string> investors, IEnumerable<string> disputes, IEnumerable<string> sources, IEnumerable<long> positions, IEnumerable<string?> rest) =>
        $"{id} from {number} {state}{(continuedBy is null ? "" : $" continued by {continuedBy}")} {type} {company} & {counterparty}: {status} on {on?.Text ?? "-"} {amount} {units} {capacity} {round} "
        + $"milestones [{string.Join(", ", milestones)}] investors [{string.Join(' ', investors)}] disputes [{string.Join(", ", disputes)}] "
        + $"by [{string.Join(' ', sources)}] of {string.Join(' ', positions)}, also [{string.Join("|", rest)}]";

    public static IEnumerable<string> Disputes(OracleFact fact)
    {
        var date = fact.Headline.Data is ProductAnnounced ? "expected" : "on";
        return Dispute(fact.Headline.Data is CompanyAcquired ? "price" : "amount", fact.Money).Concat(Dispute("units", fact.Units)).Concat(Dispute("capacity", fact.Capacity))
            .Concat(Dispute("round", fact.Round)).Concat(fact.Headline.Data is PlantOpened ? [] : Dispute(date, fact.Date))
            .Concat(fact.Milestones.SelectMany(milestone => Dispute($"on ({ContractJson.Name(milestone.Status)})", milestone.On)));
    }

    private static IEnumerable<string> Dispute<T>(string name, Value<T>? value) => value is not { Agrees: false } ? [] :
        value.Given.Select(given => $"{name} {given.By.Source} {Plain(JsonSerializer.SerializeToElement(given.Value, ContractJson.Options))}");

    // Postgres keeps the fields of an object in an order of its own
    private static string Plain(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? string.Join(' ', value.EnumerateObject().Select(field => $"{field.Name} {field.Value}").Order(StringComparer.Ordinal)) : $"{value}";

    private static string? LatOf(ReportData data) => $"{(data as PlantOpened)?.Location.Lat}" is { Length: > 0 } lat ? lat : null;
}
