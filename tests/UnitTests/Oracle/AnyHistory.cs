using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle.Types;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Short histories in which matches, revisions, retractions and declarations happen often.</summary>
internal static class AnyHistory
{
    private static readonly Gen<string> Feed = Gen.OneOf("a", "b", "a/x", "c");

    private static readonly Gen<string?> Record = Gen.Frequency(
        (2, Gen.Const(() => (string?)null)), (3, Gen.OneOf<string?>("k1", "k1", "k2")));

    private static readonly Gen<string?> Sequence = Gen.Frequency(
        (3, Gen.Const(() => (string?)null)), (2, Gen.OneOf<string?>("1", "2", "02", "10", "b")));

    // Includes times before and after all recorded times
    private static readonly Gen<DateTimeOffset?> Time = Gen.Frequency(
        (3, Gen.Const(() => (DateTimeOffset?)null)),
        (2, Gen.OneOf<DateTimeOffset?>(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMicroseconds(0.4), DateTimeOffset.UnixEpoch.AddDays(1),
            new DateTimeOffset(2100, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)), DateTimeOffset.MinValue)));

    // Often to the key itself, which undoes an earlier reassignment
    private static readonly Gen<ReportData> Reassigned = Gen.Select(
        Gen.OneOf("acme", "acme", "bolt", "coil"), Gen.OneOf("acme", "acme", "bolt", "dyna"),
        Gen.Frequency(
            (2, Gen.OneOf("/feeds/a", "/feeds/a/x", "/feeds", "/feeds/b").Select(source => (string?)source)),
            (3, Gen.Const(() => (string?)null))),
        Gen.Select(Feed, Gen.OneOf("k1", "k1", "k2", "e1", "e2", "e3", "e4")).Array[1, 4])
        .Select((key, to, source, records) => (ReportData)new CompanyReassigned
        {
            Key = key, To = to, Source = source,
            Records = source is not null ? null : [.. records.Select(record => new ReportedRecord
            {
                Source = $"/feeds/{record.Item1}", RecordKey = record.Item2[0] == 'k' ? record.Item2 : null,
                Id = record.Item2[0] == 'e' ? record.Item2 : null,
            }).Distinct()],
        });

    private static readonly Gen<Line> Declaration = Gen.Frequency(
        (1, Keys(2).Select(keys => (ReportData)new CompanyAliasDeclared { Alias = keys[0], Key = keys[1] })),
        (2, Keys(2).Select(keys => (ReportData)Tell.Merge(keys[0], keys[1]))),
        (3, Keys(3).SelectMany(keys => Gen.Int[1, 2].Select(count => (ReportData)Tell.Split(keys[0], keys[1..(count + 1)])))),
        (4, Reassigned)).Select(Tell.Ops);

    private static readonly Gen<Line> FeedDeclaration = Gen.Select(
        Gen.OneOf(("first", "/feeds"), ("first", "/feeds/a"), ("second", "/feeds/b"), ("second", "/feeds/a/x")), Gen.Int[0, 2])
        .Select((feed, trust) => Tell.Ops(new FeedDeclared { Name = feed.Item1, SourcePrefix = feed.Item2, Trust = trust }));

    // The target is a line number until all lines are known
    private static readonly Gen<Line> Retraction = Gen.Select(
        Gen.Int[1, 16], Gen.Bool, Gen.OneOf("a mistake", "a doubt"), Sequence).Select((target, isOfRecord, reason, sequence) =>
        isOfRecord ? Tell.A(Tell.TakeBackRecord($"{target}", reason), null, sequence) : Tell.A(Tell.TakeBackReport(target, reason)));

    private static readonly Gen<ReportData> AnyType = Gen.OneOf([.. TypeByTheBook.All.Select(type => type.Any)]);

    public static Gen<History> Fundings { get; } = About(AnyReport.Funding);

    public static Gen<History> Shipments { get; } = About(AnyReport.Shipment);

    public static Gen<History> Plants { get; } = About(AnyReport.Plant);

    public static Gen<History> Deals { get; } = Gen.OneOf(
        About(AnyReport.Partnership), About(AnyReport.Acquisition), About(AnyReport.Announcement));

    public static Gen<History> Identities { get; } = About(Gen.OneOf(AnyReport.Funding, AnyReport.Partnership), declarations: 10);

    public static Gen<History> All { get; } = About(AnyType);

    /// <summary>Histories in which reports and their retractions are retracted by id, in any order.</summary>
    public static Gen<History> Retractions { get; } = About(Gen.OneOf(AnyReport.Funding, AnyReport.Plant), retractions: 14);

    /// <summary>Histories mostly of one report type, so that reports are related to each other.</summary>
    public static Gen<History> Any { get; } = Gen.OneOf(Fundings, Shipments, Plants, Deals, Identities, Retractions, All);

    public static Gen<History> About(Gen<ReportData> report, int declarations = 1, int retractions = 3) => Gen.Frequency(
        (14,
            Gen.Select(Feed, report, Record, Sequence, Time)
                .Select((feed, data, record, sequence, time) => new Line(feed, data, record, sequence, Time: time))),
        (retractions, Retraction), (declarations, Declaration), (1, FeedDeclaration))
        .Array[1, 16].Select(lines => new History([.. lines.Select(line => Aimed(line, lines))]));

    /// <summary>Aims a retraction at a line, with the feed of the line, because a feed retracts only its own reports and records.</summary>
    private static Line Aimed(Line line, Line[] lines)
    {
        if (line.Data is not ReportRetracted { Target: var aim } retracted) return line;
        var target = AimOf(aim, lines);
        // A chain of retractions has the feed of the report at its end; those of a cycle have one feed
        var end = target;
        for (var steps = 0; steps < lines.Length && lines[end].Data is ReportRetracted { Target: var further }; steps++)
            end = AimOf(further, lines);
        var feed = lines[end].Data is ReportRetracted ? "a" : lines[end].Feed;
        return lines[target] is { Record: { } key } && aim.Id is null
            ? line with { Feed = feed, Data = Tell.TakeBackRecord(key, retracted.Reason) }
            : line with { Feed = feed, Data = Tell.TakeBackReport(target + 1, retracted.Reason) };
    }

    private static int AimOf(RetractionTarget aim, Line[] lines) => (int.Parse(aim.RecordKey ?? aim.Id![1..]) - 1) % lines.Length;

    private static Gen<string[]> Keys(int count) => Gen.Shuffle(AnyNamed.Keys, count);
}
