using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>A fact of the platform or of the oracle as one line, in the same form.</summary>
internal static class Comparable
{
    public static string Of(OracleFact fact) => Of(fact, position => position);

    /// <param name="fact">A fact with the positions of its own history.</param>
    /// <param name="positionOf">Maps a position to the position in the compared log.</param>
    public static string Of(OracleFact fact, Func<int, long> positionOf) => Line(
        fact.Id, positionOf(fact.Number), fact.State, fact.ContinuedBy, fact.Type, fact.Company, fact.Counterparty,
        ContractJson.Name(fact.Status), fact.Date?.Shown, fact.Money?.Shown, fact.Units?.Shown, fact.Capacity?.Shown, fact.Round?.Shown,
        fact.Milestones.Select(milestone =>
            $"{ContractJson.Name(milestone.Status)} {milestone.On?.Shown}{(fact.IsContradicted(milestone.Status) ? " contradicted" : "")}"),
        fact.Investors, InOrder(Disputes(fact)), fact.Sources, fact.Positions.Select(positionOf),
        [
            fact.First(said => said.Data.Remark), fact.CompanyCountry, fact.First(said => (said.Data as ProductShipped)?.Origin),
            fact.First(said => (said.Data as ProductAnnounced)?.Kind),
            fact.First(said => (said.Data as PlantOpened)?.Technology), fact.First(said => (said.Data as PlantOpened)?.Location.City),
            fact.First(said => LatOf(said.Data)),
        ]);

    public static string Of(FactVersion version)
    {
        var fact = version.Fact;
        return Line(
            version.FactId, version.Since, Enum.Parse<FactState>($"{fact.State}"), version.ContinuedBy, fact.Type, fact.Company,
            fact.Counterparty, fact.Status, fact.On, fact.Amount, (fact.Data as ProductShipped)?.Units,
            (fact.Data as PlantOpened)?.Capacity, (fact.Data as FundingRaised)?.Round,
            (fact.Milestones ?? []).Select(milestone =>
                $"{milestone.Status} {milestone.On}{(milestone.Contradicted ? " contradicted" : "")}"),
            fact.Investors ?? [],
            InOrder((fact.Disputes ?? []).SelectMany(dispute => dispute.Said.SelectMany(said =>
                said.Sources.Select(source => (dispute.Value, Said: $"{source} {Plain(said.Value)}"))))),
            fact.Sources, fact.Reports,
            [
                fact.Data.Remark, fact.Data.Subject?.Country, (fact.Data as ProductShipped)?.Origin, (fact.Data as ProductAnnounced)?.Kind,
                (fact.Data as PlantOpened)?.Technology, (fact.Data as PlantOpened)?.Location.City, LatOf(fact.Data),
            ]);
    }

    private static string Line(
        Guid id, long number, FactState state, Guid? continuedBy, string type, string? company, string? counterparty, string status,
        PartialDate? on, Money? amount, decimal? units, Capacity? capacity, FundingRound? round, IEnumerable<string> milestones,
        IEnumerable<string> investors, IEnumerable<string> disputes, IEnumerable<string> sources, IEnumerable<long> positions,
        IEnumerable<string?> rest) =>
        $"{id} from {number} {state}{(continuedBy is null ? "" : $" continued by {continuedBy}")} {type} {company} & {counterparty}: {status} on {on?.Text ?? "-"} {amount} {units} {capacity} {round} "
        + $"milestones [{string.Join(", ", milestones)}] investors [{string.Join(' ', investors)}] disputes [{string.Join(", ", disputes)}] "
        + $"by [{string.Join(' ', sources)}] of {string.Join(' ', positions)}, also [{string.Join("|", rest)}]";

    /// <summary>Orders the disputes by name, and groups the values of each.</summary>
    private static IEnumerable<string> InOrder(IEnumerable<(string Value, string Said)> disputes) =>
        disputes.GroupBy(dispute => dispute.Value)
            .OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => $"{value.Key}: {string.Join("; ", value.Select(dispute => dispute.Said))}");

    public static IEnumerable<(string Value, string Said)> Disputes(OracleFact fact)
    {
        var date = fact.Headline.Data is ProductAnnounced ? "expected" : "on";
        return Dispute(fact.Headline.Data is CompanyAcquired ? "price" : "amount", fact.Money)
            .Concat(Dispute("units", fact.Units)).Concat(Dispute("capacity", fact.Capacity))
            .Concat(Dispute("round", fact.Round)).Concat(Dispute("status", fact.GivenStatus, status => status.Status))
            .Concat(fact.Headline.Data is PlantOpened ? [] : Dispute(date, fact.Date))
            .Concat(fact.Milestones.SelectMany(milestone => Dispute($"on ({ContractJson.Name(milestone.Status)})", milestone.On)));
    }

    private static IEnumerable<(string Value, string Said)> Dispute<T>(string name, Value<T>? value, Func<T, object?>? show = null) =>
        value is not { Agrees: false } ? [] :
        value.Given.Select(given => (
            Source: given.By.Source,
            Json: JsonSerializer.SerializeToElement(show is null ? given.Value : show(given.Value), ContractJson.Options)))
            .GroupBy(given => given.Json.GetRawText()).SelectMany(same => same)
            .Select(given => (name, $"{given.Source} {Plain(given.Json)}"));

    // PostgreSQL changes the order of the fields of an object
    private static string Plain(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
            ? string.Join(' ', value.EnumerateObject().Select(field => $"{field.Name} {field.Value}").Order(StringComparer.Ordinal))
            : $"{value}";

    private static string? LatOf(ReportData data) => $"{(data as PlantOpened)?.Location.Lat}" is { Length: > 0 } lat ? lat : null;
}
