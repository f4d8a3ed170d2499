using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.UnitTests.Projections;

public sealed class Retractions
{
    [Fact]
    public void Of_an_id_the_record_falls_back_to_its_previous_report() =>
        FoldedLog.Given(Say.Funding("r1", 300), Say.Funding("r2", 400)).When(Say.TakeBack("t", target: "r2"))
            .Facts.ShouldHaveSingleItem().Amount!.Amount.ShouldBe(300);

    [Fact]
    public void Of_the_only_report_no_fact_is_left_but_its_history()
    {
        var log = FoldedLog.Given(Say.Funding("r1", 300)).When(Say.TakeBack("t", target: "r1"));

        log.Facts.ShouldBeEmpty();
        log.Versions.Select(version => (version.KnownFrom, version.KnownTo, version.Fact.State))
            .ShouldBe([(1, 2, FactState.Reported), (2, long.MaxValue, FactState.Retracted)]);
        log.Totals.Values.ShouldAllBe(total => total == default);
    }

    [Fact]
    public void Of_a_confirmed_report_the_confirmation_still_stands() =>
        FoldedLog.Given(Say.Funding("r1", 300), Say.Funding("r2", 300)).When(Say.TakeBack("t", target: "r1"))
            .Facts.ShouldHaveSingleItem().Reports.ShouldBe([2]);

    [Fact]
    public void A_retracted_record_is_reinstated_by_a_later_report()
    {
        var log = FoldedLog.Given(Say.Funding("r1", 300), Say.Funding("r2", 400)).When(Say.TakeBack("t", record: "round"));
        log.Facts.ShouldBeEmpty();

        log.When(Say.Funding("r3", 500)).Facts.ShouldHaveSingleItem().Amount!.Amount.ShouldBe(500);
        log.Versions.Select(version => (version.KnownFrom, version.KnownTo)).ShouldBe([(1, 2), (2, 3), (3, 4), (4, long.MaxValue)]);
    }

    [Fact]
    public void Before_its_target_waits_for_it() =>
        FoldedLog.Given(Say.TakeBack("t", target: "r2")).When(Say.Funding("r1", 300), Say.Funding("r2", 400))
            .Facts.ShouldHaveSingleItem().Amount!.Amount.ShouldBe(300);

    [Fact]
    public void Of_a_record_before_its_first_report_waits_for_that_one_only() =>
        FoldedLog.Given(Say.TakeBack("t", record: "round")).When(Say.Funding("r1", 300)).Facts.ShouldBeEmpty();

    [Fact]
    public void Of_a_record_by_an_earlier_release_does_not_touch_a_later_one() =>
        FoldedLog.Given(Say.Funding("r2", 400, sequence: "202112")).When(Say.TakeBack("t", record: "round", sequence: "202109"))
            .Facts.ShouldHaveSingleItem();

    [Fact]
    public void Of_another_feeds_report_change_nothing()
    {
        var foreign = Say.TakeBack("t", target: "r1") with { Source = "/feeds/other" };

        FoldedLog.Given(Say.Funding("r1", 300)).When(foreign).Facts.ShouldHaveSingleItem();
    }

    [Fact]
    public void Of_a_plants_report_take_its_milestone_out() =>
        FoldedLog.Given(Say.Plant("p1", PlantStatus.Opened, "2015"), Say.Plant("p2", PlantStatus.Closed, "2022"))
            .When(Say.TakeBack("t", target: "p2"))
            .Facts.ShouldHaveSingleItem().Milestones!.ShouldHaveSingleItem().Status.ShouldBe("opened");
}
