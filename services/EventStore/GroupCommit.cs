using System.Collections.Concurrent;
using EventPlatform.Contracts;

namespace EventPlatform.EventStore;

/// <summary>
/// Appends chunks of all partitions together: what arrives while an append is under way goes as the next one. A chunk that arrives when none is goes at
/// once. One append costs a commit and the append lock, whatever is in it.
/// </summary>
internal sealed class GroupCommit(LogAppend append)
{
    /// <summary>A group takes more chunks until it has so much.</summary>
    private const int EnoughReports = 4_000;
    private const int EnoughCharacters = 8_000_000;

    private readonly record struct Waiting(ReadOnlyMemory<AcceptedReport> Chunk, TaskCompletionSource<int> Done);

    private readonly ConcurrentQueue<Waiting> waiting = new();
    private int isAppending;

    /// <summary>Returns how many chunks were in the group. If the append fails, it fails for every chunk in the group.</summary>
    public Task<int> AppendAsync(ReadOnlyMemory<AcceptedReport> chunk)
    {
        var one = new Waiting(chunk, new(TaskCreationOptions.RunContinuationsAsynchronously));
        waiting.Enqueue(one);
        _ = DrainAsync();
        return one.Done.Task;
    }

    private async Task DrainAsync()
    {
        // Another look after giving up the turn: a chunk may have come in between
        while (!waiting.IsEmpty && Interlocked.Exchange(ref isAppending, 1) == 0)
        {
            while (Take() is { Count: > 0 } group) await AppendAsync(group);
            Volatile.Write(ref isAppending, 0);
        }
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        var (reports, characters) = (0, 0L);
        while (reports < EnoughReports && characters < EnoughCharacters && waiting.TryDequeue(out var next))
        {
            group.Add(next);
            reports += next.Chunk.Length;
            foreach (var report in next.Chunk.Span) characters += report.Document.Length;
        }

        return group;
    }

    private async Task AppendAsync(List<Waiting> group)
    {
        try
        {
            await append.RunAsync([.. group.SelectMany(one => one.Chunk.ToArray())]);
            foreach (var one in group) one.Done.SetResult(group.Count);
        }
        catch (Exception e)
        {
            foreach (var one in group) one.Done.SetException(e);
        }
    }
}
