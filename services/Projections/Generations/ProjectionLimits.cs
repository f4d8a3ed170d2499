using System.ComponentModel.DataAnnotations;

namespace EventPlatform.Projections.Generations;

/// <summary>The memory limits of one generation, from configuration section <c>Limits</c>.</summary>
internal sealed class ProjectionLimits
{
    private const int MostRecords = 100_000_000;
    private const int BytesOfRecord = 4_000;

    /// <summary>
    /// The number of records that are kept from one page to the next, about 8 kB each with their facts. If there are more, the next page
    /// starts with none.
    /// </summary>
    [Range(0, 10_000_000)] public int RecordsAtHand { get; set; } = 100_000;

    /// <summary>
    /// The number of records that a build from the first position keeps in memory; the rest of the log is folded in pages, several times
    /// slower. By default, they may take a quarter of the memory available to the process.
    /// </summary>
    [Range(0, MostRecords)] public int RecordsOfBuild { get; set; } =
        (int)Math.Min(MostRecords, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / BytesOfRecord);

    /// <summary>The number of reports in a slice of a page. A slice is written while the next one is folded.</summary>
    [Range(1, FactsProjection.PageSize)] public int SliceSize { get; set; } = 1_000;
}
