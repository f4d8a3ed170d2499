using EventPlatform.Contracts;
using EventPlatform.Query.Promises;

namespace EventPlatform.UnitTests.Query;

/// <summary>"Promises" of docs/facts.md: the outcome of a promise, from its deeds.</summary>
public sealed class Promises
{
    [Theory]
    [InlineData("2020-06", "2020-05-31", "2020-06-29", "kept", null)]
    [InlineData("2020-06", "2020-06-30", "2020-06-30", "kept", null)]
    [InlineData("2020-06", "2020-07-05", "2021-01-01", "late", 5)]
    [InlineData("2020-06", "2020-07", "2021-01-01", "late", 1)]
    [InlineData("2020-06", "2020-07", "2020-07-30", "missed", null)]
    [InlineData("2020-06", "2020-07-05", "2020-06-29", "open", null)]
    [InlineData("2020-06", "2020-07-05", "2020-06-30", "missed", null)]
    [InlineData("2020-06", "../2019", "2021-01-01", "kept", null)]
    [InlineData("2020-06", "2020-01-01/..", "2021-01-01", "missed", null)]
    [InlineData("2020-06/..", "2020-07-05", "2030-01-01", "open", null)]
    public void A_promise_is_kept_late_open_or_missed(string due, string done, string asOf, string state, int? daysLate)
    {
        var outcome = Outcome.Of(PartialDate.Parse(due), [Deed(1, done)], DateOnly.Parse(asOf));

        (ContractJson.Name(outcome.State), outcome.DaysLate).ShouldBe((state, daysLate));
        (outcome.MetBy is not null).ShouldBe(state is "kept" or "late");
    }

    [Fact]
    public void The_earliest_deed_meets_it_among_those_that_were_over_by_then() =>
        Outcome.Of(PartialDate.Parse("2020-06"), [Deed(1, "2020-09-01"), Deed(2, "2020-08-01/2020-12-31"), Deed(3, "2020-08-15")],
            new(2020, 9, 30)).MetBy!.FactId.ShouldBe(Deed(3, "2020").FactId);

    private static Deed Deed(int number, string on) => new(new Guid(number, 0, 0, new byte[8]), PartialDate.Parse(on));
}
