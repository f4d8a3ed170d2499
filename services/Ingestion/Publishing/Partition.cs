using System.Threading.Channels;
using System.Threading.RateLimiting;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using MassTransit;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// One partition's reports in order. What accumulated while the last chunk was in flight goes out as the next one; one chunk is in flight at
/// a time, and a chunk that the broker did not confirm is sent again until it does: never skipped, never overtaken.
/// </summary>
internal sealed partial class Partition(int number, int pendingBytes, ILogger log) : IDisposable
{
    private const int OverheadBytes = 500; // of a report beside its document, which is held as UTF-16
    private const int MaxReports = 500;
    private const int MaxCharacters = 500_000;
    private static readonly TimeSpan MaxLinger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    private readonly record struct Pending(AcceptedReport Report, Acknowledgement Acknowledgement, RateLimitLease Room);

    /// <summary>What waits and what is in flight; its bound is the room.</summary>
    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrencyLimiter room = new(new() { PermitLimit = pendingBytes, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    private readonly List<AcceptedReport> chunk = new(MaxReports);
    private readonly List<Pending> inFlight = new(MaxReports);
    private int characters;

    /// <summary>False where the partition is full.</summary>
    public bool TryEnqueue(AcceptedReport report, Acknowledgement acknowledgement)
    {
        var taken = room.AttemptAcquire(Bytes(report));
        return taken.IsAcquired && queue.Writer.TryWrite(new(report, acknowledgement, taken));
    }

    /// <summary>Waits while the partition is full.</summary>
    public async ValueTask EnqueueAsync(AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct) =>
        queue.Writer.TryWrite(new(report, acknowledgement, await room.AcquireAsync(Bytes(report), ct)));

    public async Task PublishAsync(IBus bus, CancellationToken ct)
    {
        var endpoint = await bus.GetPublishSendEndpoint<ReportsAccepted>();
        var last = 0;
        while (await queue.Reader.WaitToReadAsync(ct))
        {
            Take();
            // Under load a short wait makes fuller chunks; a lone report goes out at once
            if (last > 1 && chunk.Count < MaxReports)
            {
                await Task.Delay(MaxLinger, ct);
                Take();
            }

            await SendAsync(endpoint, ct);
            foreach (var confirmed in inFlight)
            {
                confirmed.Room.Dispose();
                confirmed.Acknowledgement.Confirm();
            }

            last = chunk.Count;
            chunk.Clear();
            inFlight.Clear();
            characters = 0;
        }
    }

    public void Dispose() => room.Dispose();

    private int Bytes(AcceptedReport report) => Math.Min(pendingBytes, OverheadBytes + (report.Document.Length * sizeof(char)));

    private void Take()
    {
        while (chunk.Count < MaxReports && queue.Reader.TryPeek(out var next) && (chunk.Count == 0 || characters + next.Report.Document.Length <= MaxCharacters))
        {
            queue.Reader.TryRead(out _);
            chunk.Add(next.Report);
            inFlight.Add(next);
            characters += next.Report.Document.Length;
        }
    }

    private async Task SendAsync(ISendEndpoint endpoint, CancellationToken ct)
    {
        while (true)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(SendTimeout);
            try
            {
                // Not left to Send alone: where the channel is lost at the wrong moment it waits for the confirm for ever, whatever its token says
                await endpoint.Send(new ReportsAccepted([.. chunk]), context =>
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
