using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.UnitTests.Projections;

public sealed class Revisions
{
    [Fact]
    public void A_later_report_of_a_record_revises_its_fact_and_the_earlier_version_stays()
    {
        var versions = FoldedLog.Given(Say.Funding("r1", 300)).When(Say.Funding("r2", 400)).Versions;

        versions.Select(version => (version.KnownFrom, version.KnownTo, version.Fact.Amount!.Amount))
            .ShouldBe([(1, 2, 300), (2, long.MaxValue, 400)]);
        versions.Select(version => version.FactId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_content_again_is_a_confirmation_and_makes_no_version() =>
        FoldedLog.Given(Say.Funding("r1", 400)).When(Say.Funding("r2", 400), Say.Funding("r3", 400)).Versions.ShouldHaveSingleItem();

    [Fact]
    public void A_report_that_was_held_up_does_not_revise_a_later_one_that_has_a_higher_sequence() =>
        FoldedLog.Given(Say.Funding("r2", 400, sequence: "10")).When(Say.Funding("r1", 300, sequence: "9"))
            .Facts.ShouldHaveSingleItem().Amount!.Amount.ShouldBe(400);

    [Fact]
    public void Without_sequences_on_both_the_order_of_arrival_decides() =>
        FoldedLog.Given(Say.Funding("r2", 400, sequence: "10")).When(Say.Funding("r1", 300)).Facts.ShouldHaveSingleItem().Amount!
            .Amount.ShouldBe(300);

    [Fact]
    public void A_confirmation_with_a_higher_sequence_outranks_what_comes_late_between() =>
        FoldedLog.Given(Say.Funding("r1", 300, sequence: "1"), Say.Funding("r3", 300, sequence: "3"))
            .When(Say.Funding("r2", 400, sequence: "2"))
            .Facts.ShouldHaveSingleItem().Amount!.Amount.ShouldBe(300);

    [Fact]
    public void Reports_without_a_record_key_are_records_of_their_own_even_where_they_say_the_same() =>
        FoldedLog.Given(Say.Funding("r1", 400, record: null), Say.Funding("r2", 400, record: null)).Facts.Count().ShouldBe(2);

    [Fact]
    public void A_fact_has_the_same_id_in_every_build() =>
        new RecordId("/samples/news", "record:xpeng-series-c").FactId().ShouldBe(Guid.Parse("97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3"));

    [Fact]
    public void A_status_that_ends_a_round_takes_it_out_of_the_totals() =>
        FoldedLog.Given(Say.Funding("r1", 400)).When(Say.Funding("r2", 400, status: DealStatus.Cancelled))
            .Totals.Values.ShouldAllBe(total => total == default);
}
