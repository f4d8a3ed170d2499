using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;

namespace EventPlatform.UnitTests.Projections;

public sealed class Latest_names
{
    private static readonly Mention Xpeng = new("xpeng", "/feeds/press");

    private static readonly Gen<(NameKey Named, PartyKind Kind)[][]> Reports =
        Gen.Select(Gen.Int[0, 2].Select(name => new NameKey(new("key", "/feeds/a"), $"name {name}")), Gen.Enum<PartyKind>()).Array[1, 3]
            .Array[1, 20];

    [Fact]
    public void A_name_is_written_once_for_each_time_that_it_becomes_the_latest()
    {
        var names = new LatestNames();

        names.Change(new(Xpeng, "Xpeng"), PartyKind.Organisation, 1).ShouldBeTrue();
        names.Change(new(Xpeng, "Xpeng"), PartyKind.Organisation, 2).ShouldBeFalse();
        names.Change(new(Xpeng, "XPENG"), PartyKind.Organisation, 3).ShouldBeTrue();
        names.Change(new(Xpeng, "Xpeng"), PartyKind.Organisation, 4).ShouldBeTrue();
        names.Change(new(Xpeng, "Xpeng"), PartyKind.Person, 5).ShouldBeTrue();
    }

    [Fact]
    public void The_same_is_written_wherever_it_was_read_back_in_between() => Reports.Sample(reports =>
        Enumerable.Range(0, reports.Length).All(cut => Written(reports, cut).SequenceEqual(Written(reports, reports.Length))));

    /// <summary>Returns the rows, after reading them back before one of the reports.</summary>
    private static List<(NameKey, PartyKind, long First, long Last)> Written((NameKey Named, PartyKind Kind)[][] reports, int cut)
    {
        var (names, rows) = (new LatestNames(), new Dictionary<NameKey, (PartyKind Kind, long First, long Last)>());
        foreach (var (index, report) in reports.Index())
        {
            if (index == cut) names = ReadBack(rows);
            foreach (var (named, kind) in report)
            {
                if (names.Change(named, kind, index + 1))
                    rows[named] = (kind, rows.TryGetValue(named, out var row) ? row.First : index + 1, index + 1);
            }
        }

        return [.. rows.Select(row => (row.Key, row.Value.Kind, row.Value.First, row.Value.Last))
            .OrderBy(row => row.Key.Name, StringComparer.Ordinal)];
    }

    private static LatestNames ReadBack(Dictionary<NameKey, (PartyKind Kind, long First, long Last)> rows)
    {
        var names = new LatestNames();
        foreach (var row in rows.OrderByDescending(row => row.Value.Last).Take(2)) names.Load(row.Key, row.Value.Kind, row.Value.Last);
        return names;
    }
}
