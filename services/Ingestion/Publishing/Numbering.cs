using EventPlatform.Contracts;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>Counts the reports that one partition of this process sent for each sender, and adds the counts to each chunk.</summary>
internal sealed class Numbering(Guid publisher)
{
    private readonly Dictionary<string, long> sent = new(StringComparer.Ordinal);

    public ReportsAccepted Chunk(IEnumerable<(string Sender, AcceptedReport Report)> reports)
    {
        var (numbered, senders) = (new List<AcceptedReport>(), new List<SenderProgress>());
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (sender, report) in reports)
        {
            var before = sent.GetValueOrDefault(sender);
            if (places.TryAdd(sender, senders.Count)) senders.Add(new(sender, before));
            sent[sender] = before + 1;
            numbered.Add(places[sender] == 0 ? report : report with { SenderIndex = places[sender] });
        }

        return new(numbered, new(publisher, senders));
    }
}
