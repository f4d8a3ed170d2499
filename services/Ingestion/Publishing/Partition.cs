using EventPlatform.Broker;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Telemetry;
using MassTransit;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// Publishes the reports of one partition, fairly between senders and in order for each sender. Reports that accumulate while a chunk is in
/// flight form the next chunk. Only one chunk is in flight at a time. An unconfirmed chunk is sent again until the broker confirms it, so
/// no chunk is skipped or overtaken.
/// </summary>
internal sealed partial class Partition(int number, int pendingBytes, BrokerPressure pressure, Numbering numbering, ILogger log)
{
    private const int OverheadBytes = 500; // memory of a report beside its document, which is UTF-16
    private const int MaxReports = 500;
    private const int MaxCharacters = 500_000;
    private const int Quantum = 16 * 1024;
    private static readonly TimeSpan MaxLinger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    private readonly record struct Pending(string Sender, AcceptedReport Report, Acknowledgement Acknowledgement);

    private readonly Lock changing = new();
    private readonly FairQueue<Pending> queue = new(Quantum);
    private readonly FairShares shares = new(pendingBytes);
    private readonly Gate filled = new(isOpen: false);

    private readonly List<Pending> chunk = new(MaxReports);
    private int characters;

    /// <summary>Adds the report to its sender's lane. The task completes when the sender may continue.</summary>
    public Task Enqueue(string sender, AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct)
    {
        lock (changing)
        {
            queue.Enqueue(sender, new(sender, report, acknowledgement), Bytes(report));
            filled.Set(true);
            return shares.Take(sender, Bytes(report), ct);
        }
    }

    public async Task PublishAsync(IBus bus, CancellationToken ct)
    {
        var endpoint = await bus.GetPublishSendEndpoint<ReportsAccepted>();
        var last = 0;
        while (true)
        {
            await filled.OpenedAsync(ct);
            var most = await pressure.EasedAsync(number, ct) ? MaxCharacters : Quantum;
            // Under load, a short wait fills the chunk; a single report is sent at once
            if (!Take(most) && last > 1)
            {
                await Task.Delay(MaxLinger, ct);
                Take(most);
            }

            IngestionMetrics.Sent(chunk.Count);
            await SendAsync(endpoint, numbering.Chunk(chunk.Select(pending => (pending.Sender, pending.Report))), ct);
            Confirm();
            last = chunk.Count;
            chunk.Clear();
            characters = 0;
        }
    }

    /// <summary>True if the sender has more unconfirmed bytes than one turn allows.</summary>
    public bool HasMuch(string sender)
    {
        lock (changing) return shares.Of(sender) > Quantum;
    }

    private static int Bytes(AcceptedReport report) => OverheadBytes + (report.Document.Length * sizeof(char));

    /// <summary>
    /// Fills the chunk, and returns true if it is full. A small limit applies per sender, so that every sender gets a turn.
    /// </summary>
    private bool Take(int mostOfEach)
    {
        lock (changing)
        {
            var most = Math.Min(MaxCharacters, (long)mostOfEach * queue.Senders);
            Pending next;
            while (queue.TryPeek(out next) && chunk.Count < MaxReports
                && (chunk.Count == 0 || characters + next.Report.Document.Length <= most))
            {
                queue.Dequeue();
                chunk.Add(next);
                characters += next.Report.Document.Length;
            }

            filled.Set(queue.Senders > 0);
            return filled.IsOpen;
        }
    }

    private void Confirm()
    {
        lock (changing)
        {
            foreach (var pending in chunk) shares.GiveBack(pending.Sender, Bytes(pending.Report));
        }

        foreach (var pending in chunk) pending.Acknowledgement.Confirm();
    }

    private async Task SendAsync(ISendEndpoint endpoint, ReportsAccepted accepted, CancellationToken ct)
    {
        using var span = ReportSpan.Start("publish reports", chunk.Select(pending => pending.Report.TraceParent));
        while (true)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(SendTimeout);
            try
            {
                // Send alone is not enough: if the channel is lost at the wrong moment, it waits for the confirm forever and ignores its
                // token
                await endpoint.Send(accepted, context =>
                {
                    context.SetRoutingKey(ReportQueues.RoutingKey(number));
                    context.GetPayload<RabbitMqSendContext>().Mandatory = true;
                }, timeout.Token).WaitAsync(timeout.Token);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                NotConfirmed(number, chunk.Count, e.Message);
                await Task.Delay(RetryEvery, ct);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Partition {Number}: the broker did not confirm a chunk of {Reports}, sending it again: {Why}")]
    private partial void NotConfirmed(int number, int reports, string why);
}
