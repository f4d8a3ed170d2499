using System.Collections.Concurrent;
using EventPlatform.Contracts;

namespace EventPlatform.EventStore;

/// <summary>
/// Appends chunks together, in their order: chunks that arrive during an append form the next one, and a chunk that arrives when none is
/// running is appended at once. Every append costs a commit and the append lock, whatever its size.
/// </summary>
internal sealed class GroupCommit
{
    /// <summary>A group accepts chunks until it reaches this size.</summary>
    private const int EnoughReports = 4_000;
    private const int EnoughCharacters = 8_000_000;

    private readonly record struct Waiting(AcceptedReport[] Chunk, TaskCompletionSource Done);

    private readonly ConcurrentQueue<Waiting> waiting = new();
    private readonly Func<AcceptedReport[], Task> append;
    private readonly Drain drain;

    public GroupCommit(Func<AcceptedReport[], Task> append)
    {
        this.append = append;
        drain = new(() => !waiting.IsEmpty, AppendGroupAsync);
    }

    /// <summary>Appends a chunk. If the append fails, it fails for every chunk in the group.</summary>
    public Task AppendAsync(AcceptedReport[] chunk)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(new(chunk, done));
        _ = drain.RunAsync();
        return done.Task;
    }

    private async Task AppendGroupAsync()
    {
        var group = Take();
        try
        {
            await append(group is [var only] ? only.Chunk : [.. group.SelectMany(one => one.Chunk)]);
            foreach (var one in group) one.Done.SetResult();
        }
        catch (Exception e)
        {
            foreach (var one in group) one.Done.SetException(e);
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
            characters += next.Chunk.Sum(report => (long)report.Document.Length);
        }

        return group;
    }
}
