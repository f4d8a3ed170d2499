using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>What a record says now, about companies by their canonical keys.</summary>
/// <param name="Trust">In its source.</param>
internal sealed record Said(Record Record, ReportData Data, string? Company, string? Counterparty, IReadOnlyList<string> Investors, int Trust)
{
    public string Source => Record.Id.Source;

    public int Position => Record.Says!.Position;

    public DateTimeOffset Time => Record.Says!.Time;

    public PartialDate? When => Data switch
    {
        FundingRaised funding => funding.On,
        ProductShipped shipped => shipped.When,
        PlantOpened plant => plant.On,
        ProductAnnounced announced => announced.Expected,
        PartnershipFormed formed => formed.On,
        CompanyAcquired acquired => acquired.On,
        _ => throw new NotSupportedException(),
    };

    public Enum Status => Statuses.Of(Data);

    /// <summary>R37: of a plant the milestone of its status.</summary>
    public PartialDate? StatusSince => Data is PlantOpened plant ? Record.Milestones.Single(milestone => milestone.Status == plant.Status).On : When;

    public Money? Money => Data switch { FundingRaised funding => funding.Amount, CompanyAcquired acquired => acquired.Price, _ => null };

    /// <summary>What can match is in one group.</summary>
    public string Group => Data switch
    {
        FundingRaised => $"funding of {Company}",
        ProductShipped s => $"shipments of {Company}, {Near.Words(s.Product)}, {(s.Region is null ? "anywhere" : $"to {Near.Words(s.Region)}")}, {s.Basis}",
        PlantOpened plant => $"plant {Near.Words(plant.Plant)} in {plant.Location.Country}",
        ProductAnnounced announced => $"announcements of {Company}, {Near.Words(announced.Product)}",
        PartnershipFormed => $"partnership of {string.Join(" and ", new[] { Company, Counterparty }.Order(StringComparer.Ordinal))}",
        CompanyAcquired => $"{Company} bought by {Counterparty}",
        _ => throw new NotSupportedException(),
    };

    public static Said Of(Record record, Identity companies, IReadOnlyList<IReport> log)
    {
        var (report, data) = (record.Says!.Report, record.Says!.Report.Data);
        string? Canonical(Named? named) => named is null ? null : companies.Canonical(report, named);
        return new(record, data, Canonical(data.Subject), Canonical(Naming.CounterpartyOf(data)),
            [.. ((data as FundingRaised)?.Investors ?? []).Select(investor => companies.Canonical(report, investor.Party))], Feeds.Trust(log, record.Id.Source));
    }
}
