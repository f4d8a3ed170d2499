using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Prints reports as short sentences.</summary>
internal static class Sentences
{
    public static string Of(ReportData data) => data switch
    {
        ReportRetracted { Target: var target } r =>
            $"takes back {(target.Id is null ? $"record {target.RecordKey}" : $"report {target.Id}")}: {r.Reason}",
        CompanyAliasDeclared alias => $"{alias.Alias} is an alias of {alias.Key}",
        CompaniesMerged merged => $"{merged.From} is merged into {merged.Into}",
        CompaniesSplit split => $"{split.Key} is split from {string.Join(" and ", split.Without)}",
        CompanyReassigned r =>
            $"{r.Key} means {r.To} in {r.Source ?? string.Join(" and ", r.Records!.Select(record => $"{record.Source} {record.Record}"))}",
        CandidateDismissed d => $"{d.Key}{Part("and", d.Other)} stay as they are",
        FeedDeclared feed => $"feed {feed.Name} owns {feed.SourcePrefix}, trust {feed.Trust}",
        _ => TypeByTheBook.Of(data).SentenceOf(data),
    };

    public static string Who(Named named) => named.Name + string.Concat(
        Part("key", named.Key), Part("LEI", named.Lei), Part("CIK", named.Cik), Part("domain", named.Domain), Part("of", named.Country));

    public static string Sum(Money? money) => money is null ? "an undisclosed sum" : $"{money.Amount} {money.Currency}";

    public static string Part(string word, object? value) => value is null ? "" : $" {word} {value}";
}
