using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The report in force of a record, with the canonical keys of its companies.</summary>
/// <param name="Trust">The trust of its source.</param>
internal sealed record Said(
    Record Record, ReportData Data, string? Company, string? Counterparty, IReadOnlyList<string> Investors, int Trust)
{
    public string Source => Record.Id.Source;

    public int Position => Record.Says!.Position;

    public DateTimeOffset Time => Record.Says!.Time;

    public TypeByTheBook Type => TypeByTheBook.Of(Data);

    public PartialDate? When => Type.WhenOf(Data);

    public Enum Status => Type.StatusOf(Data);

    /// <summary>For a plant, the date of the milestone of its status (R37).</summary>
    public PartialDate? StatusSince =>
        Data is PlantOpened plant ? Record.Milestones.Single(milestone => milestone.Status == plant.Status).On : When;

    public Money? Money => Type.MoneyOf(Data);

    /// <inheritdoc cref="TypeByTheBook.GroupOf"/>
    public string Group => Type.GroupOf(this);

    public static Said Of(Record record, Identity companies, IReadOnlyList<IReport> log)
    {
        var (report, data) = (record.Says!.Report, record.Says!.Report.Data);
        string? Canonical(Named? named) => named is null ? null : companies.Canonical(report, named);
        return new(record, data, Canonical(data.Subject), Canonical(TypeByTheBook.Of(data).CounterpartyOf(data)),
            [.. ((data as FundingRaised)?.Investors ?? [])
                .Select(investor => companies.Canonical(report, investor.Party))], Feeds.Trust(log, record.Id.Source));
    }
}
