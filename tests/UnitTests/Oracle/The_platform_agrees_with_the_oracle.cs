using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;
using EventPlatform.UnitTests.Projections;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>
/// Compares the platform's fold, with pages cut anywhere, with the oracle, which is written from docs/facts.md alone. For more rounds:
/// <c>CsCheck_Time=60 dotnet UnitTests.dll -class "*.The_platform_agrees_with_the_oracle"</c>.
/// </summary>
public sealed class The_platform_agrees_with_the_oracle
{
    public static TheoryData<string> Types => [.. TypeByTheBook.All.Select(type => type.DataType.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void On_reports_of_one_type(string type) => Check(AnyHistory.About(TypeByTheBook.Find(ReportTypes.ByName[type])!.Any));

    [Fact]
    public void On_deals() => Check(AnyHistory.Deals);

    [Fact]
    public void On_identities() => Check(AnyHistory.Identities);

    [Fact]
    public void On_retractions() => Check(AnyHistory.Retractions);

    [Fact]
    public void On_all_together() => Check(AnyHistory.All);

    private static void Check(Gen<History> histories) =>
        Gen.Select(histories, Gen.Int[1, 15].Array[0, 4], Gen.Int[1, 16]).Sample(
            (history, cuts, knownAt) =>
            {
                var (log, folded) = (history.Known, Fold(history.Known.Log, cuts));
                folded.Parked.ShouldBeEmpty();
                var known = log.UpTo(Math.Min(knownAt, log.Log.Count));
                Differences.Between(Platform(folded, known.Log.Count), Oracle(known)).ShouldBeEmpty();
                Differences.Between(TotalsOf(folded), TotalsOf(log)).ShouldBeEmpty();
                Differences.Between(folded.IdentityRows, FoldedLog.Given([.. history.Known.Log]).IdentityRows).ShouldBeEmpty();
            },
            threads: 1);

    private static FoldedLog Fold(IReadOnlyList<IReport> log, int[] cuts)
    {
        var folded = new FoldedLog();
        int[] borders = [0, .. cuts.Where(at => at < log.Count).Distinct().Order(), log.Count];
        foreach (var (from, to) in borders.Zip(borders.Skip(1))) folded.When([.. log.Skip(from).Take(to - from)]);
        return folded;
    }

    private static IEnumerable<string> Platform(FoldedLog folded, int knownAt) =>
        folded.Versions.Where(version => version.KnownFrom <= knownAt && knownAt < version.KnownTo).Select(Comparable.Of).Concat(
            folded.Links.Where(link => link.Position <= knownAt).GroupBy(link => link.Key).Select(key => key.Last())
                .Where(link => link.Key != link.Canonical)
                .Select(link => $"{link.Key} is {link.Canonical}"))
        .Concat(folded.Names.Where(row => row.KnownFrom <= knownAt && knownAt < row.KnownTo)
            .Select(row => $"{row.Key} is called {row.Name}").Distinct());

    private static IEnumerable<string> Oracle(Known known)
    {
        var companies = known.Companies;
        return known.Facts.Select(Comparable.Of).Concat(
            companies.Keys.Where(key => companies.Canonical(key) != key).Select(key => $"{key} is {companies.Canonical(key)}"))
            .Concat(known.Log.SelectMany(report => Naming.In(report.Data)
                .Select(named => $"{companies.Meant(report, named)} is called {named.Name}")).Distinct());
    }

    private static IEnumerable<string> TotalsOf(FoldedLog folded) => folded.Totals.Where(total => total.Value.Rounds != 0)
        .Select(total => $"{total.Key.Dimension} {total.Key.Key} {total.Key.Currency} {total.Value.Amount:0.##} in {total.Value.Rounds}");

    private static IEnumerable<string> TotalsOf(Known known) => Totals.Groupings.SelectMany(by => Totals.By(known, by)
        .Where(line => line.Group is not null).Select(line => $"{by} {line.Group} {line.Currency} {line.Amount:0.##} in {line.Rounds}"));
}
