namespace EventPlatform.Contracts;

/// <summary>
/// Numbers the reports of a chunk, so that each is counted once however often the chunk is delivered, and a chunk that never came is
/// noticed.
/// </summary>
/// <param name="Publisher">One partition of one running Ingestion.</param>
/// <param name="Senders">Whose reports are in the chunk: <see cref="AcceptedReport.SenderIndex"/> is an index into it.</param>
public sealed record ChunkOrigin(Guid Publisher, IReadOnlyList<SenderProgress> Senders)
{
    /// <summary>The reports of a chunk, each with its number; none for a report of a sender that the chunk does not name.</summary>
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
/// <param name="Before">How many of its reports the publisher sent before this chunk.</param>
public sealed record SenderProgress(string Name, long Before);

/// <summary>Where a report is in what a publisher sent of one sender.</summary>
/// <param name="Number">From 1, without gaps.</param>
public sealed record Delivery(Guid Publisher, string Sender, long Number);
