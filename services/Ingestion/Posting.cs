using EventPlatform.Contracts;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Validation;

namespace EventPlatform.Ingestion;

/// <summary>One request: takes what is sound, notes what is not, and waits for the broker.</summary>
internal sealed class Posting(Partitions partitions, FeedRates rates, string key, IngestionLimits limits, TimeProvider time, CancellationToken ct)
{
    private readonly Acknowledgement acknowledgement = new(time);
    private readonly List<(long Line, IReadOnlyList<Problem> Problems)> refused = [];
    private readonly List<string> receipts = [];
    private long taken;

    public int RefusedCount => refused.Count;

    /// <summary>For a single event: false where the key has used up its rate.</summary>
    public bool IsWithinRate() => rates.TryTake(key);

    /// <summary>For one of many: waits for its turn, which slows the upload down.</summary>
    public ValueTask TurnAsync() => rates.TakeAsync(key, ct);

    public IResult TooMany(HttpContext http) => Answers.TooMany(http, rates.Describe(key));

    /// <summary>Whether there is no use in reading the body.</summary>
    public bool IsHeldBack => partitions.AreHeldBack;

    /// <summary>For a single event: false where the partition takes no more at the moment.</summary>
    public bool TryAdd(EventRead read)
    {
        if (read.Report is null) return Refuse(1, read);
        acknowledgement.Expect();
        return partitions.TryEnqueue(read.PartitionKey, read.Report, acknowledgement) && Take(read.Report);
    }

    /// <summary>For one of many: waits, which slows the upload down; false where the partition went on taking none.</summary>
    public async ValueTask<bool> AddAsync(long line, EventRead read) =>
        read.Report is null ? Refuse(line, read) : await TryEnqueueAsync(read) && Take(read.Report);

    public Task<bool> ConfirmedAsync() => acknowledgement.AllConfirmedAsync(limits.Patience, ct);

    public IResult Answer(bool isMany) => (taken, isMany) switch
    {
        ( > 0, _) => Answers.Accepted(taken, Refused(), receipts),
        (_, true) => Answers.NothingTaken(Refused()),
        _ => Answers.Invalid(refused[0].Problems),
    };

    public IResult TooManyRefused(long line) => Answers.TooManyRefused(line, taken, Refused());

    public IResult BrokerAway(HttpContext http) => Answers.BrokerAway(http, acknowledgement.Confirmed, rates);

    public IResult HeldBack(HttpContext http) => Answers.HeldBack(http, rates);

    private List<RefusedLine> Refused() => refused.ConvertAll(line => new RefusedLine(line.Line, line.Problems.ToErrors()));

    private bool Refuse(long line, EventRead read)
    {
        refused.Add((line, read.Problems));
        return true;
    }

    private bool Take(AcceptedReport report)
    {
        if (++taken <= Answers.MaxReceipts) receipts.Add(Answers.Receipt(report));
        return true;
    }

    private async ValueTask<bool> TryEnqueueAsync(EventRead read)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        acknowledgement.Expect();
        try
        {
            var enqueued = partitions.EnqueueAsync(read.PartitionKey, read.Report!, acknowledgement, patience.Token);
            if (!enqueued.IsCompleted) patience.CancelAfter(limits.Patience);
            await enqueued;
            return true;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
