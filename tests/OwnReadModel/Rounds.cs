using EventPlatform.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace EventPlatform.OwnReadModel;

/// <summary>A round as a feed has it now: what the report in force of a record says, and how many it has.</summary>
public sealed record Round(
    string Id, string Source, int Reports, string? Sequence = null, int? Year = null, Money? Amount = null);

public sealed class Rounds : MultiStreamProjection<Round, string>
{
    public Rounds()
    {
        IncludeType<Report<FundingRaised>>();
        IncludeType<Report<ReportRetracted>>();
        Identity<Report<FundingRaised>>(report => Record(report, report.RecordKey, report.Id));
        Identity<Report<ReportRetracted>>(report =>
            Record(report, report.Data.Target.RecordKey, report.Data.Target.Id));
    }

    public override Round? Evolve(Round? round, string id, IEvent e) => (round, e.Data) switch
    {
        ({ } newer, IReport report) when FeedOrder.Compare(report.Sequence, newer.Sequence) < 0 =>
            newer with { Reports = newer.Reports + 1 },
        (_, Report<FundingRaised> { Data: var said } report) => new(id, report.Source,
            (round?.Reports ?? 0) + 1, report.Sequence, said.On.Earliest?.Year, said.Amount),
        ({ } retracted, IReport report) => new(id, report.Source, retracted.Reports + 1, report.Sequence),
        _ => null,
    };

    private static string Record(IReport report, string? key, string? id) =>
        $"{report.Source} {RecordName.Of(key, id ?? "")}";
}
