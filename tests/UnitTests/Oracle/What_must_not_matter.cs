using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.UnitTests.Projections;

namespace EventPlatform.UnitTests.Oracle;

public sealed class What_must_not_matter
{
    [Fact]
    public void A_merge_that_is_split_again_restores_every_answer() =>
        Gen.Select(AnyHistory.Any, Gen.Shuffle(AnyNamed.Keys, 2)).Sample(
            (history, keys) =>
            {
                var companies = history.Known.Companies;
                string[] ofFirst = [.. companies.Keys.Where(key => companies.Canonical(key) == companies.Canonical(keys[0]))
                    .Union([keys[0]])];
                if (ofFirst.Contains(keys[1])) return;
                var restored = history.Then(Tell.Ops(Tell.Merge(keys[0], keys[1])), Tell.Ops(Tell.Split(keys[1], ofFirst))).Known;
                Living(restored).ShouldBe(Living(history.Known));
            },
            iter: 300, threads: 1);

    [Fact]
    public void What_a_record_says_already_changes_nothing_now_or_later() =>
        Gen.Select(AnyHistory.Any, Gen.Int[1, 16]).Sample(
            (any, at) =>
            {
                var history = any.WithIds;
                var confirming = new History([.. history.Lines.Take(at)]).Known.Records
                    .Where(record => record.Says is not null).Select(record => history.Lines[record.Says!.Position - 1])
                    .Where(line => line.Record is not null)
                    .Select((line, index) => line with { Sequence = null, Id = $"again {index}" });
                var again = new History([.. history.Lines.Take(at), .. confirming, .. history.Lines.Skip(at)]);
                // A confirmation remains in force if the confirmed report is withdrawn
                if (!history.Lines.Any(line => line.Data is ReportRetracted { Target.Id: not null }))
                    Answers.Of(again.Known).ShouldBe(Answers.Of(history.Known));
            },
            iter: 300, threads: 1);

    [Fact]
    public void The_order_of_reports_that_have_nothing_to_do_with_each_other() =>
        Gen.Select(AnyHistory.Any, Gen.Int[0, 10]).Sample(
            (any, at) =>
            {
                var history = any.WithIds;
                if (at + 1 >= history.Lines.Count || !HaveNothingInCommon(history, at)) return;
                var swapped = new History(
                    [.. history.Lines.Take(at), history.Lines[at + 1], history.Lines[at], .. history.Lines.Skip(at + 2)]);
                Living(swapped.Known).ShouldBe(Living(history.Known));
            },
            iter: 600, threads: 1);

    [Fact]
    public void Where_retractions_by_id_are_in_the_log() =>
        Gen.Select(AnyHistory.Retractions, Gen.Int[0, 16].Array[16]).Sample(
            (any, places) =>
            {
                var history = any.WithIds;
                var moved = history.Lines.Where(line => line.Data is not ReportRetracted { Target.Id: not null }).ToList();
                foreach (var (retraction, place) in history.Lines.Where(line => line.Data is ReportRetracted { Target.Id: not null })
                    .Zip(places))
                    moved.Insert(Math.Min(place, moved.Count), retraction);
                Living(new History(moved).Known).ShouldBe(Living(history.Known));
                Living(FoldedLog.Given([.. new History(moved).Known.Log])).ShouldBe(Living(FoldedLog.Given([.. history.Known.Log])));
            },
            iter: 300, threads: 1);

    [Fact]
    public void Which_of_two_feeds_is_imported_first_for_what_is_shown() =>
        Gen.Select(Gen.OneOf(AnyReport.Funding, AnyReport.Acquisition, AnyReport.Partnership, AnyReport.Plant),
            Gen.OneOf(AnyReport.Funding, AnyReport.Acquisition, AnyReport.Partnership, AnyReport.Plant)).Sample(
            (one, other) =>
            {
                // The canonical key of a company depends on which key came first
                if (Naming.In(one).Concat(Naming.In(other)).Any(named => named.Key is not null || Naming.Identifiers(named).Any())) return;
                Line[] lines = [Tell.A(one) with { Id = "a", Time = Morning }, Tell.B(other) with { Id = "b", Time = Morning.AddHours(1) }];
                var (there, back) = (History.Of(lines).Living, History.Of(lines[1], lines[0]).Living);
                Shown(back).ShouldBe(Shown(there), ignoreOrder: true);
            },
            iter: 2_000, threads: 1);

    private static readonly DateTimeOffset Morning = new(2020, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that is shown, except the id, which depends on the record that started the fact.</summary>
    private static IEnumerable<string> Shown(IReadOnlyList<OracleFact> facts) =>
        facts.Select(fact => Answers.Of(fact).Replace($"{fact.Id}", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Living(FoldedLog log) =>
        string.Join('\n', log.Facts.Select(fact => $"{fact.Json()} {fact.State}").Order(StringComparer.Ordinal));

    private static bool HaveNothingInCommon(History history, int at)
    {
        var known = history.Known;
        string[] About(int position) => [.. known.Records.Where(
            record => record.Says is not null && record.Id == RecordAt(history, position))
            .Select(record => Said.Of(record, known.Companies, known.Log).Group)];
        string[] Names(int position) => [.. Naming.In(history.Lines[position].Data).SelectMany(
            named => Naming.Identifiers(named).Append(known.Companies.Canonical(history.Lines[position].At(position + 1), named)))];
        return !new[] { at, at + 1 }.Any(index => history.Lines[index].Data is ReportRetracted or IdentityDeclared or FeedDeclared)
            && RecordAt(history, at) != RecordAt(history, at + 1)
            && !About(at).Intersect(About(at + 1)).Any() && !Names(at).Intersect(Names(at + 1)).Any();
    }

    private static RecordId RecordAt(History history, int at) => RecordId.Of(history.Lines[at].At(at + 1));

    private static string Living(Known known) => string.Join('\n', known.Living.Select(Answers.Of).Order(StringComparer.Ordinal));
}
