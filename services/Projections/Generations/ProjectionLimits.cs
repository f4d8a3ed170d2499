using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Projections.Generations;

/// <summary>How one generation uses memory, from configuration section <c>Limits</c>.</summary>
internal sealed class ProjectionLimits
{
    /// <summary>
    /// Records that are kept from one page to the next, some 8 kB each with their facts; when there are more, the next page begins with
    /// none.
    /// </summary>
    [Range(0, 10_000_000)] public int RecordsAtHand { get; set; } = 100_000;

    /// <summary>
    /// Records that a build from the first position keeps in memory, some 4 kB each; the rest of the log is folded in pages.
    /// </summary>
    [Range(0, 100_000_000)] public int RecordsOfBuild { get; set; } = 500_000;

    /// <summary>Reports that are folded while those before them are written: a page is cut into so many.</summary>
    [Range(1, FactsProjection.PageSize)] public int SliceSize { get; set; } = 1_000;
}
