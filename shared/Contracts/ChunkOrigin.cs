namespace EventPlatform.Contracts;

/// <summary>
/// Numbers the reports of a chunk. The numbers count each report once, however often the chunk is delivered, and reveal a chunk that never
/// arrived.
/// </summary>
/// <param name="Publisher">Identifies one partition of one running Ingestion process.</param>
/// <param name="Senders">The senders of the reports; <see cref="AcceptedReport.SenderIndex"/> is an index into this list.</param>
public sealed record ChunkOrigin(Guid Publisher, IReadOnlyList<SenderProgress> Senders)
{
    /// <summary>Returns the reports of a chunk with their numbers. A report has no number if the chunk does not name its sender.</summary>
    public static AcceptedReport[] Number(ReportsAccepted chunk)
    {
        if (chunk.Origin is not { } origin) return [.. chunk.Reports];
        var numbers = origin.Senders.Select(sender => sender.Before).ToArray();
        return [.. chunk.Reports.Select(report => report.SenderIndex >= 0 && report.SenderIndex < numbers.Length
            ? report with { Delivery = new(origin.Publisher, origin.Senders[report.SenderIndex].Name, ++numbers[report.SenderIndex]) }
            : report)];
    }
}

/// <param name="Name">The name of a feed or a key, such as <c>feed news</c>.</param>
/// <param name="Before">How many of the sender's reports the publisher sent before this chunk.</param>
public sealed record SenderProgress(string Name, long Before);

/// <summary>The place of a report in the sequence that a publisher sends for one sender.</summary>
/// <param name="Number">Starts at 1 and has no gaps.</param>
public sealed record Delivery(Guid Publisher, string Sender, long Number);
