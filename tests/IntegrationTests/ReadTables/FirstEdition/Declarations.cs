using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>Every kind of declaration, about feeds and companies of LoadReports: made, made again in other words, and undone.</summary>
internal static class Declarations
{
    private const int Reports = 200_000;

    /// <summary>The declarations, and after how many of 200,000 reports each is made.</summary>
    private static readonly (int After, ReportData Data)[] All =
    [
        (0, Feed("load", "/feeds", 1)), (0, Feed("load-0", "/feeds/load-0", 5)), (800, Feed("load-1", "/feeds/load-1", 3)),
        (24_000, new CompanyAliasDeclared { Alias = "company-20-works", Key = "company-20" }),
        (24_000, Merge("company-21", "company-22")),
        (40_000, Split("company-7", "company-7-works")),
        (44_000, Reassign("company-23", "company-24", "/feeds/load-2")),
        (60_000, Reassign("company-26", "company-27", ("/feeds/load-3", "26/4"), ("/feeds/load-3", "26/8"), ("/feeds/load-4", "26/1"))),
        (72_000, Merge("company-7-works", "company-7")),
        (80_000, Feed("load-1", "/feeds/load-1", 9)), (80_000, Feed("load-5", "/feeds/load-5", 7)),
        (88_000, Split("company-22", "company-21")),
        (100_000, Merge("company-3", "company-4")),
        (104_000, Reassign("company-38", "company-48", "/feeds/load-4/wire")),
        (112_000, Reassign("company-23", "company-23", "/feeds/load-2")),
        (116_000, Split("company-4", "company-3")),
        (120_000, Reassign("company-26", "company-26", ("/feeds/load-3", "26/8"))),
        (120_000, Reassign("company-26", "company-28", "/feeds/load-3")),
        (124_000, new CandidateDismissed { Kind = CandidateKind.PerhapsOne, Key = "company-5", Other = "company-6", Grounds = ["name"] }),
        (140_000, Feed("load-1", "/feeds/load-6", 4)),
        (152_000, Split("company-40", "company-41")),
        (160_000, Reassign("company-42", "company-44", "/feeds")),
        (172_000, Merge("company-35", "company-37")),
        (180_000, Reassign("fund-3", "fund-4", "/feeds/load-5")), (180_000, Merge("fund-5", "fund-6")),
        (188_000, Merge("company-12", "company-25")),
        (196_000, Split("company-37", "company-35", "company-34")),
    ];

    /// <summary>
    /// Returns the declarations to make before each round. Each comes at the same share of the log, however many rounds the log has.
    /// </summary>
    public static ILookup<int, ReportData> ByRound(int rounds) =>
        All.ToLookup(declared => (int)((long)declared.After * rounds / Reports), declared => declared.Data);

    private static FeedDeclared Feed(string name, string prefix, int trust) => new() { Name = name, SourcePrefix = prefix, Trust = trust };
}
