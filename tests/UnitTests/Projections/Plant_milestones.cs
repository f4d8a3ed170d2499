using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Projections;

public sealed class Plant_milestones
{
    [Fact]
    public void Another_status_is_appended() =>
        Milestones(FoldedLog.Given(Say.Plant("p1", PlantStatus.Opened, "2015")).When(Say.Plant("p2", PlantStatus.Closed, "2022")))
            .ShouldBe(["opened 2015", "closed 2022"]);

    [Fact]
    public void The_same_status_replaces_that_milestones_date() =>
        Milestones(
            FoldedLog.Given(Say.Plant("p1", PlantStatus.Planned, "2014"), Say.Plant("p2", PlantStatus.Opened, "2015"))
                .When(Say.Plant("p3", PlantStatus.Opened, "2016")))
            .ShouldBe(["planned 2014", "opened 2016"]);

    [Fact]
    public void A_report_that_was_held_up_takes_its_place_in_the_feeds_order() =>
        Milestones(
            FoldedLog.Given(
                Say.Plant("p1", PlantStatus.Planned, "2014", sequence: "1"), Say.Plant("p3", PlantStatus.Opened, "2016", sequence: "3"))
                .When(Say.Plant("p2", PlantStatus.Construction, "2015", sequence: "2")))
            .ShouldBe(["planned 2014", "construction 2015", "opened 2016"]);

    [Fact]
    public void A_status_without_a_date_is_a_milestone_too() =>
        Milestones(FoldedLog.Given(Say.Plant("p1", PlantStatus.Planned, null))).ShouldBe(["planned "]);

    private static IEnumerable<string> Milestones(FoldedLog log) =>
        log.Facts.ShouldHaveSingleItem().Milestones!.Select(milestone => $"{milestone.Status} {milestone.On}");
}
