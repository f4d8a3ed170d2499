using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Short histories in which matches, revisions, retractions and declarations happen often.</summary>
internal static class AnyHistory
{
    private static readonly Gen<string> Feed = Gen.OneOf("a", "b", "a/x", "c");

    // A record key belongs to one type for most of the time
    private static readonly Gen<string?> Record = Gen.Frequency((2, Gen.Const(() => (string?)null)), (3, Gen.OneOf<string?>("k1", "k2")));

    private static readonly Gen<string?> Sequence = Gen.Frequency((3, Gen.Const(() => (string?)null)), (2, Gen.OneOf<string?>("1", "2", "02", "10", "b")));

    private static readonly Gen<ReportData> Declaration = Gen.Frequency(
        (1, Keys(2).Select(keys => (ReportData)new CompanyAliasDeclared { Alias = keys[0], Key = keys[1] })),
        (2, Keys(2).Select(keys => (ReportData)Tell.Merge(keys[0], keys[1]))),
        (2, Keys(3).SelectMany(keys => Gen.Int[1, 2].Select(count => (ReportData)Tell.Split(keys[0], keys[1..(count + 1)])))));

    private static readonly Gen<ReportData> FeedDeclaration = Gen.Select(
        Gen.OneOf(("first", "/feeds"), ("first", "/feeds/a"), ("second", "/feeds/b"), ("second", "/feeds/a/x")), Gen.Int[0, 2])
        .Select((feed, trust) => (ReportData)new FeedDeclared { Name = feed.Item1, SourcePrefix = feed.Item2, Trust = trust });

    private static readonly Gen<ReportData> AnyType = Gen.OneOf(
        AnyReport.Funding, AnyReport.Shipment, AnyReport.Plant, AnyReport.Announcement, AnyReport.Partnership, AnyReport.Acquisition);

    public static Gen<History> Fundings { get; } = About(AnyReport.Funding);

    public static Gen<History> Shipments { get; } = About(Gen.Frequency((4, AnyReport.Shipment), (1, AnyReport.Announcement)));

    public static Gen<History> Plants { get; } = About(AnyReport.Plant);

    public static Gen<History> Deals { get; } = About(Gen.OneOf(AnyReport.Partnership, AnyReport.Acquisition, AnyReport.Announcement));

    public static Gen<History> All { get; } = About(AnyType);

    /// <summary>Most of them about things of one type, so that reports have to do with each other.</summary>
    public static Gen<History> Any { get; } = Gen.OneOf(Fundings, Shipments, Plants, Deals, All);

    private static Gen<History> About(Gen<ReportData> report) => Gen.Frequency(
        (14, Gen.Select(Feed, report, Record, Sequence).Select((feed, data, record, sequence) => new Line(feed, data, record, sequence))),
        (1, Gen.Select(Feed, Gen.OneOf("k1", "k2"), Sequence, Gen.OneOf("a mistake", "a doubt"))
            .Select((feed, key, sequence, reason) => new Line(feed, Tell.TakeBackRecord(key, reason), null, sequence))),
        (2, Gen.Int[1, 12].Select(target => Tell.A(Tell.TakeBackReport(target)))),
        (2, Declaration.Select(Tell.Ops)),
        (1, FeedDeclaration.Select(Tell.Ops)))
        .Array[1, 12].Select(lines => new History([.. lines.Select(line => Aimed(line, lines))]));

    // A feed takes back its own reports, so a retraction by id is by the source of its target
    private static Line Aimed(Line line, Line[] lines) => line.Data is ReportRetracted { Target.Id: { } id } && int.Parse(id[1..]) is var target && target <= lines.Length
        ? line with { Feed = lines[target - 1].Feed }
        : line;

    private static Gen<string[]> Keys(int count) => Gen.Shuffle(AnyNamed.Keys, count);
}
