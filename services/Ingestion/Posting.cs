using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Ingestion.Bodies;
using EventPlatform.Ingestion.Publishing;
using EventPlatform.Ingestion.Refusals;
using EventPlatform.Ingestion.Validation;

namespace EventPlatform.Ingestion;

/// <summary>Processes one request: publishes the valid events, records the others, and waits for the publisher confirms.</summary>
/// <param name="isDryRun">Nothing is sent; the answer only shows what would be accepted and refused.</param>
internal sealed class Posting(
    Partitions partitions, FeedRates rates, RefusalLog refusals, Sender sender, string key, bool isDryRun, IngestionLimits limits,
    TimeProvider time, CancellationToken ct) : IDisposable
{
    private readonly Acknowledgement acknowledgement = new(time);
    private readonly ProcessorTurn turn = new(sender, time);
    private readonly List<(long Line, IReadOnlyList<Problem> Problems)> refused = [];
    private readonly List<string> receipts = [];
    private long taken;

    public int RefusedCount => refused.Count;

    /// <summary>For a single event: returns false if the key has used up its rate.</summary>
    public bool IsWithinRate() => rates.TryTake(key);

    /// <summary>Waits for the processor. Call it before the first of many events is read.</summary>
    public ValueTask BeginAsync() => turn.TakeAsync(ct);

    /// <summary>For one of many events: waits for its turn, which slows the upload down.</summary>
    public async ValueTask TurnAsync()
    {
        var allowed = rates.TakeAsync(key, ct);
        if (!allowed.IsCompleted) turn.GiveBack();
        await allowed;
        await turn.TakeAsync(ct);
    }

    /// <summary>Lets the sender's other requests continue while this one waits.</summary>
    public void Pause() => turn.GiveBack();

    public IResult TooMany(HttpContext http)
    {
        Refused(RefusalReason.RateLimit);
        return Answers.TooMany(http, rates.Describe(key));
    }

    /// <summary>True if reading the body would be pointless.</summary>
    public bool IsHeldBack => partitions.AreHeldBack;

    /// <summary>For a single event: returns false if the partition currently accepts no more.</summary>
    public bool TryAdd(EventRead read)
    {
        if (read.Report is null) return Refuse(1, read);
        if (isDryRun) return Take(read.Report);
        if (partitions.IsHeldBack(read.PartitionKey, sender.Name)) return false;
        acknowledgement.Expect();
        _ = partitions.Enqueue(read.PartitionKey, sender.Name, read.Report, acknowledgement, ct);
        return Take(read.Report);
    }

    /// <summary>
    /// For one of many events: waits while the sender is above its share, which slows the upload down. Returns false if that takes too
    /// long.
    /// </summary>
    public ValueTask<bool> AddAsync(long line, EventRead read)
    {
        if (read.Report is null) return new(Refuse(line, read));
        if (isDryRun) return new(Take(read.Report));
        acknowledgement.Expect();
        var eased = partitions.Enqueue(read.PartitionKey, sender.Name, read.Report, acknowledgement, ct);
        Take(read.Report);
        return eased.IsCompletedSuccessfully ? new(true) : new(IsEasedAsync(eased));
    }

    public Task<bool> ConfirmedAsync()
    {
        turn.GiveBack();
        return acknowledgement.AllConfirmedAsync(limits.Patience, ct);
    }

    public IResult Answer(bool isMany) => (taken, isMany) switch
    {
        _ when isDryRun && (taken > 0 || refused.Count == 0) => Answers.WouldAccept(taken, RefusedLines()),
        ( > 0, _) => Answers.Accepted(taken, RefusedLines(), receipts),
        (_, true) when refused.Count == 0 => Answers.Accepted(0, [], []), // a request without events is valid
        (_, true) => Answers.NothingTaken(RefusedLines()),
        _ => Answers.Invalid(refused[0].Problems),
    };

    public IResult TooManyRefused(long line)
    {
        Refused(RefusalReason.TooManyRefused);
        return Answers.TooManyRefused(line, taken, isDryRun, RefusedLines());
    }

    public IResult BrokerAway(HttpContext http)
    {
        Refused(RefusalReason.NotConfirmed);
        return Answers.BrokerAway(http, acknowledgement.Confirmed, rates);
    }

    public IResult HeldBack(HttpContext http)
    {
        Refused(RefusalReason.HeldBack);
        return Answers.HeldBack(http, rates);
    }

    public IResult Maintained(HttpContext http, Maintenance maintenance)
    {
        Refused(RefusalReason.Maintenance);
        return Answers.Maintained(http, maintenance);
    }

    public IResult WrongMediaType()
    {
        Refused(RefusalReason.MediaType);
        return Answers.WrongMediaType();
    }

    public IResult TooLarge(string what, int maxBytes)
    {
        Refused(RefusalReason.TooLarge);
        return Answers.TooLarge(what, maxBytes);
    }

    /// <summary>
    /// Answers a request whose body was not read to its end: what was accepted, and why the rest from <paramref name="line"/> on was not.
    /// </summary>
    public async Task<IResult> StoppedAsync(HttpContext http, BodyEnd why, long line)
    {
        http.Response.Headers.Connection = "close"; // the rest of the body is not read
        if (!await ConfirmedAsync()) return BrokerAway(http);
        Refused(RefusalReasons.Of(why));
        switch (why)
        {
            case BodyEnd.KeyRevoked when taken == 0: return Answers.KeyRevoked(http);
            case BodyEnd.KeyRevoked:
                refused.Add((
                    line, [new Problem("", $"was not {(isDryRun ? "read" : "accepted")}, nor was anything after it: the key was revoked")]));
                return Answer(isMany: true);
            case BodyEnd.NoRoom when taken == 0: return Answers.HeldBack(http, rates);
            default: return Answers.NotReadOn(http, why, line, isDryRun ? taken : acknowledgement.Confirmed, isDryRun, rates);
        }
    }

    public void Dispose()
    {
        turn.Dispose();
        IngestionMetrics.Accepted(sender.Name, acknowledgement.Confirmed);
    }

    private void Refused(RefusalReason reason)
    {
        if (!isDryRun) IngestionMetrics.Refused(sender.Name, reason);
    }

    private List<RefusedLine> RefusedLines() => refused.ConvertAll(line => new RefusedLine(line.Line, line.Problems.ToErrors()));

    private bool Refuse(long line, EventRead read)
    {
        refused.Add((line, read.Problems));
        Refused(RefusalReasons.Of(read.Problems));
        if (!isDryRun) refusals.Add(sender.Name, line, read);
        return true;
    }

    private bool Take(AcceptedReport report)
    {
        if (++taken <= Answers.MaxReceipts) receipts.Add(Answers.Receipt(report));
        return true;
    }

    private async Task<bool> IsEasedAsync(Task eased)
    {
        turn.GiveBack();
        try
        {
            await eased.WaitAsync(limits.Patience, time, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
