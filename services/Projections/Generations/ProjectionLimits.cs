using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Projections.Generations;

/// <summary>How one generation uses memory, from configuration section <c>Limits</c>.</summary>
internal sealed class ProjectionLimits
{
    private const int MostRecords = 100_000_000;
    private const int BytesOfRecord = 4_000;

    /// <summary>
    /// Records that are kept from one page to the next, some 8 kB each with their facts; when there are more, the next page begins with
    /// none.
    /// </summary>
    [Range(0, 10_000_000)] public int RecordsAtHand { get; set; } = 100_000;

    /// <summary>
    /// Records that a build from the first position keeps in memory; the rest of the log is folded in pages, several times slower. Unless
    /// set, they may take a quarter of the memory that the process may use.
    /// </summary>
    [Range(0, MostRecords)] public int RecordsOfBuild { get; set; } =
        (int)Math.Min(MostRecords, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / BytesOfRecord);

    /// <summary>Reports that are folded while those before them are written: a page is cut into so many.</summary>
    [Range(1, FactsProjection.PageSize)] public int SliceSize { get; set; } = 1_000;
}
