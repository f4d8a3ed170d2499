using System.Buffers;
using EventPlatform.Cli.Import.Posting;
using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// Makes the platform know exactly the records that the files had: waits until it shows what was posted, so that nothing older is still on its
/// way, then retracts every other live record of the source. What came with a later release stays as it is.
/// </summary>
internal sealed class Snapshot(
    RecordsClient records, ReceiptsClient receipts, IngestionClient ingestion, CloudEvents events, string source, Release release, IReadOnlyList<RecordKeys> keys)
{
    private const int BatchSize = 1_000;

    /// <summary>Refuses files that cannot be all that a source has.</summary>
    /// <exception cref="CommandException">They have no record, or rows of which nobody can tell what record they are.</exception>
    public static void Refuse(IReadOnlyList<RecordKeys> keys, Counts counts)
    {
        if (keys.All(file => file.Count == 0)) throw new CommandException("A snapshot of no records would retract all that the source has. Nothing was retracted: is this the whole file?");
        if (counts.Unattributed > 0)
            throw new CommandException($"{Plural.Of(counts.Unattributed, "refused row")} may be about any record of the source. The first is {counts.FirstUnattributed}. Nothing was retracted: mend the file, and run the import again.");
    }

    /// <param name="retractMost">Also where most of the source's records are absent.</param>
    /// <exception cref="CommandException">The platform does not show what was posted, or too much would go.</exception>
    public async Task CompleteAsync(LastReceipts posted, TimeSpan patience, bool retractMost, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync("Waiting until the platform shows the release");
        var settled = await receipts.WaitAsync(posted.Links, patience, ct);
        if (settled.FirstOrDefault(receipt => receipt.Status is "dead-lettered") is { } dead)
            throw new CommandException($"The platform could not store '{dead.Id}': {dead.Why}. Nothing was retracted; look at its dead letters (docs/operations.md), then run the import again.");
        if (settled.FirstOrDefault(receipt => receipt.Status is "conflicting") is { } other)
            await Console.Error.WriteLineAsync($"'{other.Id}' was stored before with other content, which stays. A file that changed is a release of its own, such as {release.Name}.2.");

        var absent = await AbsentRecords.FindAsync(records.ListAsync(source, ct), release, keys, ct);
        if (!retractMost) absent.RefuseMost("Nothing was retracted");
        foreach (var chunk in absent.Records.Chunk(BatchSize)) await RetractAsync(chunk, ct);
        Console.WriteLine($"{absent.Records.Count,12:N0} {(absent.Records.Count == 1 ? "record of the source was absent and is" : "records of the source were absent and are")} retracted");
    }

    private async Task RetractAsync(LiveRecord[] absent, CancellationToken ct)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var record in absent) events.WriteRetraction(body, record.RecordKey!, record.PartitionKey ?? record.RecordKey!);
        var answer = await ingestion.PostAsync(body.WrittenMemory, ct);
        if (answer.Refused is [var first, ..])
            throw new CommandException($"{answer.Refused.Count} retractions were refused; the first, of '{absent[first.Line - 1].RecordKey}': {string.Join("; ", first.Errors)}");
    }
}
