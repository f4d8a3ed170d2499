namespace EventPlatform.Cli.Ops.Export;

/// <summary>What the EventStore exports, from a position to the end of the log.</summary>
internal sealed class ExportedLog(OpsClient store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="stretchRead">Called after each stretch.</param>
    public async Task ReadReportsAsync(long after, Func<string, Task> each, Func<long, Task> stretchRead, CancellationToken ct)
    {
        while (true)
        {
            var lines = 0L;
            await store.LinesAsync($"/v1/log/export?after={after}", line => (lines++, each(line)).Item2, Patience, ct);
            if (lines == 0) return;
            after += lines; // no position is missing in between
            await stretchRead(after);
        }
    }

    public Task ReadRowsAsync(Func<string, Task> each, CancellationToken ct) => store.LinesAsync("/v1/log/export/tables", each, Patience, ct);
}
