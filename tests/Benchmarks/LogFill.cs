using EventPlatform.Contracts;
using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.Benchmarks;

/// <summary>Appends reports to the log with the append function itself, to measure what follows.</summary>
internal static class LogFill
{
    private const int PerCall = 1_000;

    public static async Task AppendAsync(Installation installation, IEnumerable<AcceptedReport> reports)
    {
        foreach (var chunk in reports.Chunk(PerCall))
        {
            await using var command = installation.Workspace.Postgres.CreateCommand($"select count(*) from {AppendReports.Call}")
                .WithChunk(chunk);
            await command.ExecuteNonQueryAsync();
            await using var notify = installation.Workspace.Postgres.CreateCommand($"notify {ReportLog.AppendedChannel}");
            await notify.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Also waits until the reports are in the read tables.</summary>
    public static async Task AppendVisiblyAsync(Installation installation, IEnumerable<AcceptedReport> reports)
    {
        await AppendAsync(installation, reports);
        var last = await Stored.LastAsync(installation);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (await installation.Workspace.ScalarAsync<long>("select position from read_1.mark") < last)
            await timer.WaitForNextTickAsync();
    }
}
