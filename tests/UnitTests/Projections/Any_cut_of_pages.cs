using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Projections;

/// <summary>The facts must not depend on how the daemon cuts the log into pages.</summary>
public sealed class Any_cut_of_pages
{
    private static readonly Gen<IReport> AnyReport = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 3]).Select((kind, number, record, sequence) =>
    {
        var (key, order) = (record == 2 ? null : $"k{record}", sequence == 3 ? null : $"{sequence}");
        return kind switch
        {
            < 5 => (IReport)Say.Funding("", 100 * number, key, order),
            < 7 => Say.Plant("", (PlantStatus)number, "2015", order, $"p{record}"),
            7 => Say.TakeBack("", record: number == 0 ? "p0" : $"k{record % 2}", sequence: order),
            _ => Say.TakeBack("", target: $"id{number * 5 + record}"),
        };
    });

    [Fact]
    public void Gives_the_same_versions_and_totals() =>
        Gen.Select(AnyReport.Array[1, 25], Gen.Int[1, 24].Array[0, 4]).Sample((reports, cuts) =>
        {
            IReport[] log = [.. reports.Select((report, index) => WithId(report, $"id{index}"))];
            var whole = FoldedLog.Given(log);
            var cut = new FoldedLog();
            int[] borders = [0, .. cuts.Where(at => at < log.Length).Distinct().Order(), log.Length];
            foreach (var (from, to) in borders.Zip(borders.Skip(1))) cut.When(log[from..to]);
            return Shown(cut) == Shown(whole);
        });

    private static IReport WithId(IReport report, string id) => report switch
    {
        Report<FundingRaised> funding => funding with { Id = id },
        Report<PlantOpened> plant => plant with { Id = id },
        Report<ReportRetracted> retracted => retracted with { Id = id },
        _ => throw new NotSupportedException(),
    };

    private static string Shown(FoldedLog log) => string.Join('\n',
        log.Versions.OrderBy(version => version.KnownFrom)
            .Select(
                version => $"{version.FactId} {version.Since} {version.KnownFrom} {version.KnownTo} {version.Ordinal} {version.Fact.State} {version.ContinuedBy} {string.Join(" ", version.Fact.Reports)} {version.Fact.Json()}")
            .Concat(
                log.Totals.Where(total => total.Value != default).OrderBy(total => total.Key.ToString(), StringComparer.Ordinal)
                    .Select(total => $"{total.Key} {total.Value}")));
}
