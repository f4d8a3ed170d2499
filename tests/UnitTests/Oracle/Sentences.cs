using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Reports as short sentences.</summary>
internal static class Sentences
{
    public static string Of(ReportData data) => data switch
    {
        FundingRaised f => $"{Who(f.Company)} raised {Money(f.Amount)}, {ContractJson.Name(f.Round)}, on {f.On}, {f.Status}"
            + string.Concat(f.Investors.Select(investor => $", from {Who(investor.Party)}")),
        ProductShipped s => $"{Who(s.Company)} {ContractJson.Name(s.Basis)} {s.Product}, {(s.Measure == ShipmentMeasure.Milestone ? s.Milestone : s.Units)} "
            + $"{ContractJson.Name(s.Measure)} {s.When}, {s.Status}{Part("to", s.Region)}{Part("from", s.Origin)}",
        PlantOpened p => $"plant {p.Plant} in {p.Location.Country} {p.Status}{Part("on", p.On)}{(p.Company is null ? "" : $" of {Who(p.Company)}")}"
            + $"{Part("at", p.Location.Lat)}{Part("east", p.Location.Lon)}{Part("region", p.Location.Region)}{Part("makes", p.Capacity is { } c ? $"{c.Value} {c.Unit}" : null)}{Part("by", p.Technology)}{Part("city", p.Location.City)}",
        ProductAnnounced a => $"{Who(a.Company)} will have {a.Product} {a.Milestone} {a.Expected}, {a.Status}{Part("a", a.Kind)}",
        PartnershipFormed p => $"{Who(p.Company)} partners with {Who(p.Partner)}{Part("on", p.On)}, {p.Status}",
        CompanyAcquired a => $"{Who(a.Company)} is bought by {Who(a.Acquirer)} for {Money(a.Price)}{Part("on", a.On)}, {a.Status}",
        ReportRetracted { Target: var target } r => $"takes back {(target.Id is null ? $"record {target.RecordKey}" : $"report {target.Id}")}: {r.Reason}",
        CompanyAliasDeclared alias => $"{alias.Alias} is an alias of {alias.Key}",
        CompaniesMerged merged => $"{merged.From} is merged into {merged.Into}",
        CompaniesSplit split => $"{split.Key} is split from {string.Join(" and ", split.Without)}",
        CompanyReassigned r => $"{r.Key} means {r.To} in {r.Source ?? string.Join(" and ", r.Records!.Select(record => $"{record.Source} {record.Record}"))}",
        CandidateDismissed d => $"{d.Key}{Part("and", d.Other)} stay as they are",
        FeedDeclared feed => $"feed {feed.Name} owns {feed.SourcePrefix}, trust {feed.Trust}",
        _ => throw new NotSupportedException(),
    };

    private static string Who(Named named) => named.Name + string.Concat(
        Part("key", named.Key), Part("LEI", named.Lei), Part("CIK", named.Cik), Part("domain", named.Domain), Part("of", named.Country));

    private static string Money(Money? money) => money is null ? "an undisclosed sum" : $"{money.Amount} {money.Currency}";

    private static string Part(string word, object? value) => value is null ? "" : $" {word} {value}";
}
