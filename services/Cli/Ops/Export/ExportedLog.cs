using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Reads the export endpoints of the EventStore.</summary>
internal sealed class ExportedLog(OpsClient store)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="stretchRead">Called after each answer, with the last position read.</param>
    /// <exception cref="CommandException">A position is missing.</exception>
    public async Task ReadReportsAsync(long after, Func<string, Task> each, Func<long, Task> stretchRead, CancellationToken ct)
    {
        while (true)
        {
            var (lines, last) = (0L, "");
            await store.LinesAsync($"/v1/log/export?after={after}", line =>
            {
                (lines, last) = (lines + 1, line);
                return each(line);
            }, Patience, ct);
            if (lines == 0) return;
            after += lines;
            if (ExportFormat.PositionOf(Encoding.UTF8.GetBytes(last)) != after)
                throw new CommandException(
                    "A position is missing in the log, so the log cannot be exported: eventctl verify --log-only names it.");
            await stretchRead(after);
        }
    }

    public Task ReadRowsAsync(Func<string, Task> each, CancellationToken ct) =>
        store.LinesAsync("/v1/log/export/tables", each, Patience, ct);

    /// <summary>The exported line of a position.</summary>
    public async Task<string?> LineAsync(long position, CancellationToken ct)
    {
        string? found = null;
        await store.LinesAsync($"/v1/log/export?after={position - 1}&limit=1", line =>
        {
            found = line;
            return Task.CompletedTask;
        }, Patience, ct);
        return found;
    }
}
