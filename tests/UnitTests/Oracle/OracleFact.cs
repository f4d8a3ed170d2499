using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

public enum FactState { Reported, Revised, Corroborated, Disputed, Retracted }

/// <summary>A fact concluded from records or, if it is retracted, the last state that it had.</summary>
/// <param name="Number">Number of the record that started the fact.</param>
/// <param name="Ranked">The records, ranked by R34; the first is the headline.</param>
/// <param name="ContinuedBy">If retracted, the fact that now has the first of its records with a report in force.</param>
internal sealed record OracleFact(Guid Id, int Number, IReadOnlyList<Said> Ranked, FactState State, Guid? ContinuedBy = null)
{
    public Said Headline => Ranked[0];

    public string Type => Headline.Data.GetType().Name;

    public string? Company => First(said => said.Company);

    /// <summary>The investors that the records name, in rank order, each company once.</summary>
    public IReadOnlyList<string> Investors => [.. Ranked.SelectMany(said => said.Investors).Distinct()];

    /// <summary>The country of each investor, from the highest-ranked record that names it.</summary>
    public IReadOnlyList<string> InvestorCountries =>
    [
        .. Ranked.SelectMany(said => said.Investors.Zip(((FundingRaised)said.Data).Investors)).DistinctBy(named => named.First)
            .Select(named => named.Second.Party.Country).OfType<string>().Distinct(),
    ];

    public string? Counterparty => Headline.Counterparty;

    /// <summary>The country of the company, from the records that name the same company.</summary>
    public string? CompanyCountry => First(said => said.Company == Company ? said.Data.Subject?.Country : null);

    public Value<(Enum Status, PartialDate? On)> GivenStatus =>
        Value.Status(Ranked.Select(said => new Given<(Enum Status, PartialDate? On)>(said, (said.Status, said.StatusSince))))!;

    public Enum Status => GivenStatus.Shown.Status;

    public IReadOnlyList<string> Sources => [.. Ranked.Select(said => said.Source)];

    public IReadOnlyList<int> Positions => [.. Ranked.Select(said => said.Position)];

    public Value<Money>? Money => Value.Money(Give(said => said.Money));

    public Value<decimal>? Units => Value.Units(
        Ranked.Where(said => said.Data is ProductShipped { Units: not null })
            .Select(said => new Given<decimal>(said, ((ProductShipped)said.Data).Units!.Value)));

    public Value<Capacity>? Capacity => Value.Capacity(Give(said => (said.Data as PlantOpened)?.Capacity));

    public Value<FundingRound>? Round => Value.Round(
        Ranked.Where(said => said.Data is FundingRaised).Select(said => new Given<FundingRound>(said, ((FundingRaised)said.Data).Round)));

    /// <summary>For a plant, each status once with its date.</summary>
    public IReadOnlyList<(PlantStatus Status, Value<PartialDate>? On)> Milestones =>
    [
        .. Ranked.Where(said => said.Data is PlantOpened).SelectMany(said => said.Record.Milestones)
            .Select(milestone => milestone.Status).Distinct()
            .Select(status =>
                (status, Value.Date(Give(said => said.Record.Milestones.FirstOrDefault(milestone => milestone.Status == status)?.On)))),
    ];

    /// <summary>For a plant, true for a status that does not agree with its disputed status.</summary>
    public bool IsContradicted(PlantStatus status)
    {
        (Enum, PartialDate?) At(PlantStatus lived) => (lived, Milestones.Single(milestone => milestone.Status == lived).On?.Shown);
        return !GivenStatus.Agrees && !Statuses.Agree(At(status), At((PlantStatus)Status));
    }

    /// <summary>The date of the fact; for a plant, the date of its current status.</summary>
    public Value<PartialDate>? Date => Headline.Data is PlantOpened
        ? Milestones.Single(milestone => milestone.Status.Equals(Status)).On
        : Value.Date(Give(said => said.When));

    public bool IsDisputed =>
        !GivenStatus.Agrees || Money?.Agrees == false || Units?.Agrees == false || Capacity?.Agrees == false
        || Round?.Agrees == false || Date?.Agrees == false
        || Milestones.Any(milestone => milestone.On?.Agrees == false);

    /// <summary>The value from the headline, or from the next report in rank that has it.</summary>
    public T? First<T>(Func<Said, T?> get) where T : class => Ranked.Select(get).FirstOrDefault(value => value is not null);

    public static IReadOnlyList<OracleFact> Of(Known known)
    {
        var companies = known.Companies;
        return [.. Matching.Facts(
            known.Records.Where(record => record.Says is not null).Select(record => Said.Of(record, companies, known.Log))).Select(Of)];
    }

    private static OracleFact Of(IReadOnlyList<Said> said)
    {
        var ranked = said.OrderByDescending(one => one.Trust).ThenByDescending(one => one.Time).ThenByDescending(one => one.Position)
            .ToList();
        var fact = new OracleFact(said[0].Record.Id.FactId(), said[0].Record.Number, ranked, FactState.Reported);
        return fact with
        {
            State = fact.IsDisputed ? FactState.Disputed
                : said.Count > 1 ? FactState.Corroborated
                : said[0].Record.WasRevised ? FactState.Revised
                : FactState.Reported,
        };
    }

    private IEnumerable<Given<T>> Give<T>(Func<Said, T?> get) where T : class =>
        Ranked.Where(said => get(said) is not null).Select(said => new Given<T>(said, get(said)!));
}
