using System.Threading.Channels;
using EventPlatform.Contracts;
using EventPlatform.Hosting;
using MassTransit;

namespace EventPlatform.Ingestion.Publishing;

/// <summary>
/// One partition's reports in order. What accumulated while the last chunk was in flight goes out as the next one; one chunk is in flight at
/// a time, and a chunk that the broker did not confirm is sent again until it does: never skipped, never overtaken.
/// </summary>
internal sealed partial class Partition(int number, ILogger log)
{
    private const int Capacity = 4_000;
    private const int MaxReports = 500;
    private const int MaxCharacters = 1_000_000;
    private static readonly TimeSpan MaxLinger = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryEvery = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(AcceptedReport Report, Acknowledgement Acknowledgement)> queue =
        Channel.CreateBounded<(AcceptedReport, Acknowledgement)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly List<AcceptedReport> chunk = new(MaxReports);
    private readonly List<Acknowledgement> acknowledgements = new(MaxReports);
    private int characters;

    /// <summary>Waits while the partition is full.</summary>
    public async ValueTask EnqueueAsync(AcceptedReport report, Acknowledgement acknowledgement, CancellationToken ct)
    {
        await queue.Writer.WriteAsync((report, acknowledgement), ct);
    }

    public async Task PublishAsync(IBus bus, CancellationToken ct)
    {
        var endpoint = await bus.GetSendEndpoint(ReportQueues.Address);
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
            foreach (var acknowledgement in acknowledgements) acknowledgement.Confirm();
            last = chunk.Count;
            chunk.Clear();
            acknowledgements.Clear();
            characters = 0;
        }
    }

    private void Take()
    {
        while (chunk.Count < MaxReports && queue.Reader.TryPeek(out var next) && (chunk.Count == 0 || characters + next.Report.Document.Length <= MaxCharacters))
        {
            queue.Reader.TryRead(out _);
            chunk.Add(next.Report);
            acknowledgements.Add(next.Acknowledgement);
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
                await endpoint.Send(new ReportsAccepted([.. chunk]), context =>
                {
                    context.SetRoutingKey(ReportQueues.RoutingKey(number));
                    context.GetPayload<RabbitMqSendContext>().Mandatory = true;
                }, timeout.Token);
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
