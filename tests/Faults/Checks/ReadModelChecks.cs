using EventPlatform.Servers;

namespace EventPlatform.Faults.Checks;

/// <summary>The read tables built during the kills are equal to a rebuild from position 0.</summary>
internal static class ReadModelChecks
{
    public static async Task<IReadOnlyList<Check>> OfAsync(Installation installation)
    {
        try
        {
            await Generations.IsCaughtUpAsync(installation.Projections);
            await Generations.BuildAsync(installation.Projections);
        }
        catch (TimeoutException e)
        {
            return [new("read tables are complete", "yes", e.Message)];
        }

        var rows = await Generations.RowsAsync(installation.Workspace, 1);
        var rebuilt = await Generations.RowsAsync(installation.Workspace, 2);
        var differences = await Generations.DifferencesAsync(installation.Workspace, 1, 2);
        return
        [
            new($"rows in {rows.Count} read tables, as rebuilt", rebuilt.Values.Sum(), rows.Values.Sum(), []),
            new("rows that differ from the rebuild", 0, differences.Count, differences),
        ];
    }
}
