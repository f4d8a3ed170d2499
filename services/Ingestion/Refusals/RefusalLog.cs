using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Ingestion.Validation;

namespace EventPlatform.Ingestion.Refusals;

/// <summary>
/// The refusals since the last report to the EventStore: counts by sender, place and reason, and the latest refused events of each sender.
/// Its size is bounded, whatever senders send.
/// </summary>
internal sealed class RefusalLog(TimeProvider time)
{
    private const int MostReasons = 200; // per sender; all further reasons are counted together
    private const int MostExamples = 100;
    private const int MostErrors = 20; // per example
    private const int MostCharacters = 250;
    private const string Others = "other reasons";

    private readonly Lock changing = new();
    private readonly Dictionary<string, OfSender> senders = new(StringComparer.Ordinal);

    private sealed class OfSender
    {
        public Dictionary<(string Pointer, string Detail), RefusalCount> Counts { get; } = [];

        public Queue<RefusedEvent> Examples { get; } = [];
    }

    public void Add(string sender, long line, EventRead refused)
    {
        var now = time.GetUtcNow();
        var about = refused.About;
        var example = new RefusedEvent(
            sender, now, line, Readable(about?.Source), Readable(about?.Id), about?.Type,
            [.. refused.Problems.Take(MostErrors).Select(problem => new RefusedField(Short(problem.Pointer), Short(problem.Message)))]);
        lock (changing)
        {
            if (!senders.TryGetValue(sender, out var own)) senders[sender] = own = new();
            foreach (var error in example.Errors) Count(own, new(sender, error.Pointer, error.Detail, 1, now, now));
            own.Examples.Enqueue(example);
            if (own.Examples.Count > MostExamples) own.Examples.Dequeue();
        }
    }

    public (IReadOnlyList<RefusalCount> Counts, IReadOnlyList<RefusedEvent> Examples) Take()
    {
        lock (changing)
        {
            var counts = senders.Values.SelectMany(own => own.Counts.Values).ToList();
            var examples = senders.Values.SelectMany(own => own.Examples).ToList();
            senders.Clear();
            return (counts, examples);
        }
    }

    private static string? Readable(string? text) => text is null || UnreadableText.ProblemOf(text) is not null ? null : Short(text);

    /// <summary>Shortens a text so that it fits into an index of Postgres, and replaces U+0000, which Postgres refuses.</summary>
    private static string Short(string text)
    {
        var end = Math.Min(text.Length, MostCharacters);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end].Replace('\0', ' ');
    }

    private static void Count(OfSender own, RefusalCount more)
    {
        var key = (more.Pointer, more.Detail);
        if (!own.Counts.ContainsKey(key) && own.Counts.Count >= MostReasons)
            (key, more) = (("", Others), more with { Pointer = "", Detail = Others });
        own.Counts[key] = own.Counts.GetValueOrDefault(key) is { } known
            ? known with { Count = known.Count + more.Count, Last = more.Last }
            : more;
    }
}
