namespace EventPlatform.EventStore.DeadLetters;

/// <param name="Matched">The number of letters that match the filter. If it differs from the count of the order, nothing was done.</param>
/// <param name="Last">The id of the last letter that was tried; null if nothing was done.</param>
/// <param name="UpTo">The id of the last letter of the order.</param>
internal sealed record RedriveStep(long Matched, long Stored, long Duplicate, long Failed, Guid? Last, Guid? UpTo)
{
    public bool IsDone => Last is not null;

    public long Remaining => Matched - Stored - Duplicate - Failed;
}

/// <summary>Redrives the waiting letters of a filter, oldest first, a hundred at a time, each in its own transaction.</summary>
internal sealed class RedriveBatch(LetterBatch batch, DeadLetterStore letters, Redrive redrive, TimeProvider time)
{
    private const int StepSize = 100;

    /// <param name="after">The last letter of the previous step, if the order is continued.</param>
    /// <param name="upTo">The last letter of the order; letters that arrive while the order is carried out are excluded.</param>
    public async Task<RedriveStep> RunAsync(BatchOrder order, Guid? after, Guid? upTo, CancellationToken ct)
    {
        var filter = order.Filter with { State = LetterState.Waiting };
        upTo ??= await batch.LastAsync(filter, ct);
        var found = await batch.CountAsync(filter, after, upTo, ct);
        if (found != order.Count) return new(found, 0, 0, 0, null, upTo);

        await batch.NoteAsync(order, "dead-letters-redriven", ct);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var ids = await batch.NextAsync(filter, after, upTo, StepSize, ct);
        var outcomes = new List<string>();
        foreach (var id in ids) outcomes.Add(await RunOneAsync(id, order, today, ct));
        var (stored, duplicate) = (outcomes.Count(outcome => outcome == "stored"), outcomes.Count(outcome => outcome == "duplicate"));
        return new(found, stored, duplicate, outcomes.Count - stored - duplicate, ids[^1], upTo);
    }

    private async Task<string> RunOneAsync(Guid id, BatchOrder order, DateOnly today, CancellationToken ct)
    {
        var letter = await letters.FindAsync(id, ct) ?? throw new InvalidOperationException($"The dead letter {id} is gone.");
        var read = RedrivableReport.Of(letter, order.Patch is { } patch ? data => MergePatch.Apply(data, patch) : null, today);
        if (read.Report is { } report) return (await redrive.RunAsync(letter, report, order.Actor, ct)).Outcome;
        var why = read.IsReadable
            ? $"the report is not valid: {read.Problems[0].Pointer} {read.Problems[0].Message}"
            : "the payload is not a report";
        return (await redrive.FailAsync(letter, why, order.Actor, ct)).Outcome;
    }
}
