using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"Reports and records" of docs/facts.md. The amount identifies the report in force.</summary>
public sealed class Records_by_the_book
{
    [Fact]
    public void R5_A_later_report_of_a_record_revises_it() => Counted(A(Raised(1), "r"), A(Raised(2), "r")).ShouldBe([2]);

    [Fact]
    public void R3_Reports_without_a_record_key_are_records_of_their_own() => Counted(A(Raised(1)), A(Raised(1))).ShouldBe([1, 1]);

    [Fact]
    public void R4_A_report_that_was_redriven_late_does_not_take_the_place_of_a_newer_one() =>
        Counted(A(Raised(2), "r", "2"), A(Raised(1), "r", "1")).ShouldBe([2]);

    [Theory]
    [InlineData("9", "10", 2)]
    [InlineData("10", "9", 1)]
    [InlineData("2", "02", 2)]
    [InlineData("b", "10", 1)]
    [InlineData("2", null, 2)]
    [InlineData(null, "1", 2)]
    public void R4_Numbers_go_as_numbers_others_as_text_and_without_a_sequence_position_decides(
        string? first, string? second, int counts) =>
        Counted(A(Raised(1), "r", first), A(Raised(2), "r", second)).ShouldBe([counts]);

    [Fact]
    public void R5_What_is_confirmed_goes_by_the_newer_sequence() =>
        Counted(A(Raised(1), "r", "1"), A(Raised(1), "r", "5"), A(Raised(2), "r", "3")).ShouldBe([1]);

    [Fact]
    public void R40_A_confirmation_changes_no_state() =>
        History.Of(A(Raised(1), "r"), A(Raised(1), "r")).Facts.Single().State.ShouldBe(FactState.Reported);

    [Fact]
    public void R7_A_retraction_by_id_falls_back_to_the_report_before() =>
        Counted(A(Raised(1), "r"), A(Raised(2), "r"), A(TakeBackReport(2))).ShouldBe([1]);

    [Fact]
    public void R7_A_retraction_by_id_waits_for_its_report() => Counted(A(TakeBackReport(2)), A(Raised(1)), A(Raised(2))).ShouldBe([2]);

    [Fact]
    public void R7_A_retraction_by_id_is_of_the_same_feed() => Counted(A(Raised(1)), B(TakeBackReport(1))).ShouldBe([1]);

    [Fact]
    public void R8_A_retraction_of_a_retraction_undoes_it_in_any_order()
    {
        Line report = Named("r1", Raised(1)), retraction = Named("x1", TakeBack("r1")), undoing = Named("x2", TakeBack("x1"));
        foreach (var order in (Line[][])
            [[report, retraction, undoing], [report, undoing, retraction], [undoing, retraction, report],
            [retraction, report, undoing], [undoing, report, retraction]])
            Counted(order).ShouldBe([1]);
        Counted(report, retraction, undoing, Named("x3", TakeBack("x2"))).ShouldBeEmpty();
        Counted(Named("x3", TakeBack("x2")), undoing, report, retraction).ShouldBeEmpty();
    }

    [Fact]
    public void R8_A_report_is_withdrawn_while_one_of_several_retractions_is_in_effect() =>
        Counted(Named("r1", Raised(1)), Named("x1", TakeBack("r1")), Named("x2", TakeBack("r1")), Named("y", TakeBack("x1")))
            .ShouldBeEmpty();

    [Fact]
    public void R8_Retractions_that_name_each_other_in_a_circle_have_no_effect()
    {
        Counted(Named("r1", Raised(1)), Named("x1", TakeBack("x1"))).ShouldBe([1]);
        Counted(Named("r1", Raised(1)), Named("x1", TakeBack("x2")), Named("x2", TakeBack("x1"))).ShouldBe([1]);
        Counted(Named("r1", Raised(1)), Named("x0", TakeBack("r1")), Named("x1", TakeBack("x2")), Named("x2", TakeBack("x1")),
            Named("x3", TakeBack("x1"))).ShouldBeEmpty();
    }

    [Fact]
    public void R8_A_retraction_of_a_record_is_taken_back_by_id() =>
        Counted(A(Raised(1), "r"), Named("x1", TakeBackRecord("r")), Named("x2", TakeBack("x1")), Named("x3", TakeBack("x2")),
            Named("x4", TakeBack("x3"))).ShouldBe([1]);

    [Fact]
    public void R6_A_retraction_of_a_record_takes_all_of_it_back() =>
        Counted(A(Raised(1), "r"), A(Raised(2), "r"), A(TakeBackRecord("r"))).ShouldBeEmpty();

    [Fact]
    public void R6_A_later_report_reinstates_the_record() =>
        Counted(A(Raised(1), "r"), A(TakeBackRecord("r")), A(Raised(1), "r")).ShouldBe([1]);

    [Fact]
    public void R6_A_retraction_of_a_record_that_has_no_report_waits_for_the_first() =>
        Counted(A(TakeBackRecord("r")), A(Raised(1), "r")).ShouldBeEmpty();

    [Fact]
    public void R6_After_the_first_report_the_next_reinstates() =>
        Counted(A(TakeBackRecord("r")), A(Raised(1), "r"), A(Raised(2), "r")).ShouldBe([2]);

    [Theory]
    [InlineData("1", "2", 1)]
    [InlineData("2", "1", 0)]
    public void R6_The_sequence_says_whether_the_first_report_is_later_than_the_retraction(string retraction, string report, int records) =>
        Counted(A(TakeBackRecord("r"), null, retraction), A(Raised(1), "r", report)).Count().ShouldBe(records);

    [Fact]
    public void R6_A_retraction_has_a_place_in_the_order_of_the_feed() =>
        Counted(A(Raised(3), "r", "3"), A(TakeBackRecord("r"), null, "2")).ShouldBe([3]);

    [Fact]
    public void R40_A_report_that_said_something_else_makes_the_fact_revised_unless_it_is_withdrawn()
    {
        History.Of(A(Raised(1), "r"), A(Raised(2), "r")).Facts.Single().State.ShouldBe(FactState.Revised);
        History.Of(A(Raised(1), "r"), A(Raised(2), "r"), A(TakeBackReport(1))).Facts.Single().State.ShouldBe(FactState.Reported);
    }

    [Fact]
    public void R3_A_record_keeps_its_number_though_its_first_report_is_withdrawn() =>
        History.Of(A(Raised(1), "r"), B(Raised(1)), A(Raised(1), "r"), A(TakeBackReport(1))).Living.Single().Id
            .ShouldBe(History.Of(A(Raised(1), "r")).Living.Single().Id);

    private static Line Named(string id, ReportData data) => A(data) with { Id = id };

    private static ReportRetracted TakeBack(string id) => new() { Target = new() { Id = id }, Reason = "a mistake" };

    private static IEnumerable<int> Counted(params Line[] lines) => History.Of(lines).Living.Select(fact => (int)fact.Money!.Shown.Amount);
}
