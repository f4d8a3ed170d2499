using System.Buffers;
using EventPlatform.Cli.Import.Posting;
using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// Makes the platform know exactly the records that the files had: waits until it shows what was posted, so that nothing older is still on its
/// way, then retracts every other live record of the source. What came with a later release stays as it is.
/// </summary>
internal sealed class Snapshot(
    RecordsClient records, IngestionClient ingestion, CloudEvents events, string source, Release release, IReadOnlyList<RecordKeys> keys, TimeProvider time)
{
    private const int BatchSize = 1_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(5);

    /// <param name="expected">Reports that were accepted.</param>
    /// <exception cref="ImportException">The platform does not show what was posted.</exception>
    public async Task CompleteAsync(long expected, TimeSpan patience, CancellationToken ct)
    {
        var absent = await WaitAsync(expected, patience, ct);
        foreach (var chunk in absent.Chunk(BatchSize)) await RetractAsync(chunk, ct);
        Console.WriteLine($"{absent.Count,12:N0} records of the source were absent and are retracted");
    }

    private async Task<List<LiveRecord>> WaitAsync(long expected, TimeSpan patience, CancellationToken ct)
    {
        var (most, since, told) = (-1L, time.GetTimestamp(), TimeSpan.Zero);
        var began = since;
        while (true)
        {
            var (shown, absent) = await LookAsync(ct);
            if (shown >= expected) return absent;
            if (shown > most) (most, since) = (shown, time.GetTimestamp());
            else if (time.GetElapsedTime(since) > patience) throw Unseen(shown, expected, patience);

            if (time.GetElapsedTime(began) >= told)
            {
                await Console.Error.WriteLineAsync($"Waiting until the platform shows the release: {shown:N0} of {expected:N0} records");
                told = time.GetElapsedTime(began) + TellEvery;
            }

            await Task.Delay(LookEvery, time, ct);
        }
    }

    private ImportException Unseen(long shown, long expected, TimeSpan patience) => new(
        $"The platform shows {shown:N0} of {expected:N0} records of release {release.Name}, and no more for {patience.TotalSeconds:0} s. "
        + "Nothing was retracted; look whether it is behind or has dead letters (docs/operations.md), then run the import again.");

    private async Task<(long Shown, List<LiveRecord> Absent)> LookAsync(CancellationToken ct)
    {
        var shown = 0L;
        var absent = new List<LiveRecord>();
        await foreach (var record in records.ListAsync(source, ct))
        {
            if (record.RecordKey is not { } key) continue;
            var isNewer = release.IsBefore(record.Release);
            if (!keys.Any(file => file.Contains(key)))
            {
                if (!isNewer) absent.Add(record);
            }
            else if (isNewer || string.Equals(record.Id, $"{key}@{release.Name}", StringComparison.Ordinal))
            {
                shown++;
            }
        }

        return (shown, absent);
    }

    private async Task RetractAsync(LiveRecord[] absent, CancellationToken ct)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var record in absent) events.WriteRetraction(body, record.RecordKey!, record.PartitionKey ?? record.RecordKey!);
        var answer = await ingestion.PostAsync(body.WrittenMemory, ct);
        if (answer.Refused is [var first, ..])
            throw new ImportException($"{answer.Refused.Count} retractions were refused; the first, of '{absent[first.Line - 1].RecordKey}': {string.Join("; ", first.Errors)}");
    }
}
