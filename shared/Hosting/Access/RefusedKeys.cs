using Microsoft.Extensions.Logging;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// Counts the keys that this process refuses. Each key is reported for the audit at once, and then with its count every ten minutes. Twenty
/// keys are counted separately and all others as one sum, so that a flood fills neither memory nor log nor audit.
/// </summary>
public sealed partial class RefusedKeys(TimeProvider time, ILogger<RefusedKeys> log)
{
    private const int MaxApart = 20;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly Lock counting = new();
    private readonly Dictionary<(string Reason, string? Sha256, string? Origin), (RefusedKey Seen, DateTimeOffset Due)> tallies = [];

    public void Count(string reason, string sha256, string? origin)
    {
        var now = time.GetUtcNow();
        lock (counting)
        {
            (string Reason, string? Sha256, string? Origin) subject = (reason, sha256, origin);
            if (!tallies.ContainsKey(subject) && tallies.Count >= MaxApart) subject = (reason, null, null);
            var (seen, due) = tallies.GetValueOrDefault(subject, (new(subject.Reason, subject.Sha256, subject.Origin, 0, now, now), now));
            tallies[subject] = (seen with { Count = seen.Count + 1, First = seen.Count == 0 ? now : seen.First, Last = now }, due);
        }
    }

    /// <summary>Returns and logs the counts that are due, and resets them.</summary>
    public IReadOnlyList<RefusedKey> Take()
    {
        var now = time.GetUtcNow();
        var taken = new List<RefusedKey>();
        lock (counting)
        {
            foreach (var (subject, (seen, due)) in tallies.Where(tally => tally.Value.Due <= now).ToList())
            {
                if (seen.Count == 0) tallies.Remove(subject);
                else tallies[subject] = (seen with { Count = 0 }, now + Every);
                if (seen.Count > 0) taken.Add(seen);
            }
        }

        foreach (var key in taken) Refused(key.Count, key.Reason, key.Origin ?? "several addresses");
        return taken;
    }

    /// <summary>Puts back counts that could not be reported. They are due at once.</summary>
    public void PutBack(IEnumerable<RefusedKey> taken)
    {
        lock (counting)
        {
            foreach (var key in taken)
            {
                var (seen, _) = tallies.GetValueOrDefault((key.Reason, key.Sha256, key.Origin), (key with { Count = 0 }, default));
                tallies[(key.Reason, key.Sha256, key.Origin)] =
                    (seen with { Count = seen.Count + key.Count, First = key.First }, time.GetUtcNow());
            }
        }
    }

    /// <summary>Reports the counts that are due, if any, and puts them back if that fails.</summary>
    public async Task HandOverAsync(Func<IReadOnlyList<RefusedKey>, Task> note)
    {
        if (Take() is not { Count: > 0 } taken) return;
        try
        {
            await note(taken);
        }
        catch
        {
            PutBack(taken);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused {Count} requests with a key ({Reason}) from {Origin}")]
    private partial void Refused(long count, string reason, string origin);
}
