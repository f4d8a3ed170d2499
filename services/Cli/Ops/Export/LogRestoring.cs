using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Sends the lines of an export to an EventStore, except those that it already has.</summary>
internal sealed class LogRestoring(OpsClient store, ExportReader reader, ExportEnd end)
{
    private const int MaxLines = 5_000;
    private const int MaxCharacters = 4_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ProgressLine progress = new("position", TimeProvider.System);
    private readonly StringBuilder batch = new();
    private int batched;
    private long known;

    public async Task RunAsync(CancellationToken ct)
    {
        var number = 0L; // for a report also its position, because none is missing
        await foreach (var line in reader.LinesAsync(ct))
        {
            // The first batch is always sent, because the EventStore compares it with its log
            if (++number <= Math.Min(known, end.Reports)) continue;
            batch.Append(line).Append('\n');
            if (++batched == MaxLines || batch.Length > MaxCharacters) await SendAsync(ct);
        }

        await SendAsync(ct);
    }

    private async Task SendAsync(CancellationToken ct)
    {
        if (batched == 0) return;
        var answer = await store.SendAsync(HttpMethod.Post, "/v1/log/restore", batch.ToString(), ct, "application/x-ndjson", Patience);
        known = (long)answer["last"]!;
        batch.Clear();
        batched = 0;
        await progress.SayAsync(known, end.Reports);
    }
}
