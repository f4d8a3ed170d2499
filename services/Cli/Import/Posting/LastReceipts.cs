using System.Collections.Concurrent;

namespace EventPlatform.Cli.Import.Posting;

/// <summary>Links to the receipts of the last reports that were posted. There are enough of them for one in each partition of the log.</summary>
internal sealed class LastReceipts
{
    private const int Most = 500;

    private readonly ConcurrentQueue<string> links = [];

    /// <summary>The newest first.</summary>
    public IEnumerable<string> Links => links.Reverse();

    public void Add(IngestionAnswer answer)
    {
        foreach (var link in answer.Receipts ?? []) links.Enqueue(link);
        while (links.Count > Most && links.TryDequeue(out _)) { }
    }
}
