using EventPlatform.Contracts;
using EventPlatform.Query.Lists;

namespace EventPlatform.Query.Shipments;

/// <param name="Region">Absent for shipments without a region.</param>
internal sealed record SeriesAnswer(
    string Product, string? Region, ShipmentBasis Basis, IReadOnlyList<SeriesPoint> Points, IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<Guid> NotAdded);

/// <summary>
/// A page of series. Its entries are, for one series after the other: the series itself, its points, its contradictions and the
/// increments that are not added. A series that continues on the next page appears there again, with the rest of its entries.
/// </summary>
/// <param name="Series">The series that are on the page, in full or in part.</param>
/// <param name="Next">How many entries come before the next page; null on the last page.</param>
internal sealed record SeriesPage(IReadOnlyList<KnownSeries> Series, IReadOnlyList<SeriesAnswer> Items, Offset? Next)
{
    private const int EntryBytes = 150;
    private const int IdBytes = 40;

    /// <param name="skip">How many entries come before the page.</param>
    /// <param name="limit">How many entries the page has at most.</param>
    public static SeriesPage Of(IReadOnlyList<KnownSeries> all, int skip, int limit)
    {
        var (series, items, from) = (new List<KnownSeries>(), new List<SeriesAnswer>(), skip);
        var size = new Size(limit, PageReading.MaxBytes);
        foreach (var one in all)
        {
            var count = Count(one.Series);
            if (from >= count)
            {
                from -= count;
                continue;
            }

            var (points, contradictions) = (one.Series.Points.Count, one.Series.Contradictions.Count);
            if (from == 0) size.Take(0);
            var item = new SeriesAnswer(one.Product, one.Region, one.Basis,
                size.Fill(one.Series.Points, from - 1, point => point.FactIds.Count),
                size.Fill(one.Series.Contradictions, from - 1 - points, contradiction => contradiction.FactIds.Count),
                size.Fill(one.Series.NotAdded, from - 1 - points - contradictions, _ => 1));
            if (size.Taken > 0)
            {
                series.Add(one);
                items.Add(item);
            }

            if (size.IsFull) break;
            from = 0;
        }

        var end = skip + size.Taken;
        return new(series, items, end < all.Sum(one => Count(one.Series)) ? new(end) : null);
    }

    private static int Count(Series series) => 1 + series.Points.Count + series.Contradictions.Count + series.NotAdded.Count;

    /// <summary>The room that is left on a page.</summary>
    private sealed class Size(int entries, long bytes)
    {
        private long left = bytes;

        public int Taken { get; private set; }

        public bool IsFull { get; private set; }

        /// <summary>Returns false if there is no room left. The first entry is taken whatever its size.</summary>
        public bool Take(int ids)
        {
            left -= EntryBytes + IdBytes * ids;
            IsFull = IsFull || Taken == entries || (left < 0 && Taken > 0);
            if (!IsFull) Taken++;
            return !IsFull;
        }

        public IReadOnlyList<T> Fill<T>(IReadOnlyList<T> all, int from, Func<T, int> ids) =>
            [.. all.Skip(Math.Max(0, from)).TakeWhile(entry => Take(ids(entry)))];
    }
}
