using EventPlatform.Contracts;
using EventPlatform.Query.Shipments;

namespace EventPlatform.UnitTests.Query;

/// <summary>Series are split into pages without loss.</summary>
public sealed class Pages_of_series
{
    private int facts;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Every_point_contradiction_and_increment_is_on_one_page(int limit)
    {
        KnownSeries[] all =
        [
            Known("a", Fact("2019-01-31", 10), Fact("2019-02-28", 5), Fact("2019-03-31", 7)),
            Known("b", [.. Endless()]), Known("c", Fact("2020", 1))
        ];

        var (items, skip, pages) = (new List<SeriesAnswer>(), 0, 0);
        for (SeriesPage? page = null; page is not { Next: null }; pages++)
        {
            page = SeriesPage.Of(all, skip, limit);
            page.Items.Sum(item => item.Points.Count + item.Contradictions.Count + item.NotAdded.Count).ShouldBeLessThanOrEqualTo(limit);
            items.AddRange(page.Items);
            if (page.Next is { } next) next.Value.ShouldBeGreaterThan(skip);
            skip = page.Next?.Value ?? skip;
        }

        foreach (var one in all)
        {
            var own = items.Where(item => item.Product == one.Product).ToList();
            own.SelectMany(item => item.Points).ShouldBe(one.Series.Points);
            own.SelectMany(item => item.Contradictions).ShouldBe(one.Series.Contradictions);
            own.SelectMany(item => item.NotAdded).ShouldBe(one.Series.NotAdded);
            own.ShouldNotBeEmpty();
        }

        if (limit == 1000) pages.ShouldBe(1);
    }

    [Fact]
    public void A_page_ends_where_the_facts_of_its_points_fill_it()
    {
        var day = Enumerable.Range(0, 60_000).Select(_ => Fact("2019-01", 1, ShipmentMeasure.Incremental));
        var next = Enumerable.Range(0, 60_000).Select(_ => Fact("2019-02", 1, ShipmentMeasure.Incremental));

        var page = SeriesPage.Of([Known("large", [.. day, .. next])], 0, 1000);

        (page.Items.ShouldHaveSingleItem().Points.Count, page.Next!.Value).ShouldBe((1, 2));
    }

    private IEnumerable<Shipped> Endless() =>
        [Fact("2019/..", 1, ShipmentMeasure.Incremental), Fact("2020/..", 2, ShipmentMeasure.Incremental)];

    private static KnownSeries Known(string product, params Shipped[] shipped) =>
        new(product, null, null, ShipmentBasis.Shipped, Series.Of(shipped), []);

    private Shipped Fact(string when, decimal units, ShipmentMeasure measure = ShipmentMeasure.Cumulative) =>
        new(new Guid(++facts, 0, 0, new byte[8]), facts, measure, PartialDate.Parse(when), units);
}
