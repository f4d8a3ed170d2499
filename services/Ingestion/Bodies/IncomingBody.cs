using System.Buffers;
using System.IO.Pipelines;

namespace EventPlatform.Ingestion.Bodies;

/// <summary>Why a body was not read to its end.</summary>
internal enum BodyEnd { TooLarge, TooSlow, NoRoom, KeyRevoked, Maintenance }

/// <param name="Since">Timestamp of the first of these bytes.</param>
internal readonly record struct Holding(long Bytes, long Since);

/// <summary>A request's body while it arrives. What is held of it beyond the read-ahead takes the sender's room.</summary>
internal sealed class IncomingBody : IDisposable
{
    /// <summary>What the server reads ahead of each connection, which is in memory already.</summary>
    public const int ReadAhead = 64 * 1024;

    /// <summary>For a body that is read whole.</summary>
    public static readonly TimeSpan TimeToArrive = TimeSpan.FromSeconds(10);

    private readonly PipeReader reader;
    private readonly BodyRoom room;
    private readonly TimeProvider time;
    private readonly CancellationToken ct;
    private readonly CancellationTokenRegistration revocation;
    private ReadOnlySequence<byte> whole;
    private long unread;
    private int stopped = -1;
    private volatile bool keepsWaiting;

    public IncomingBody(PipeReader reader, BodyRoom room, TimeProvider time, CancellationToken revoked, CancellationToken ct)
    {
        (this.reader, this.room, this.time, this.ct) = (reader, room, time, ct);
        room.Enter(this);
        revocation = revoked.Register(() => Stop(BodyEnd.KeyRevoked));
    }

    /// <summary>Why it was not read to its end; null while it is being read, and if it was.</summary>
    public BodyEnd? Stopped => stopped < 0 ? null : (BodyEnd)stopped;

    /// <summary>What it has of the room; for the room alone to set.</summary>
    public Holding Held { get; set; }

    /// <summary>Whether the client is waited for.</summary>
    public bool KeepsWaiting => keepsWaiting;

    /// <summary>Runs before the client is waited for.</summary>
    public Action Waiting { get; set; } = () => { };

    /// <summary>Ends the read that is under way, or the next.</summary>
    public void Stop(BodyEnd why)
    {
        if (Interlocked.CompareExchange(ref stopped, (int)why, -1) < 0) reader.CancelPendingRead();
    }

    /// <summary>More of the body after what was left by <see cref="AdvanceTo"/>; null if it was stopped.</summary>
    public async ValueTask<ReadResult?> ReadAsync()
    {
        if (Stopped is not null) return null;
        if (unread > ReadAhead && !await room.GrowAsync(this, unread, ct)) Stop(BodyEnd.NoRoom);
        var reading = reader.ReadAsync(ct);
        if (!reading.IsCompleted)
        {
            Waiting();
            keepsWaiting = true;
        }

        var read = await reading;
        keepsWaiting = false;
        if (!read.IsCanceled) return read;
        reader.AdvanceTo(read.Buffer.Start);
        return null;
    }

    /// <summary>What was consumed is forgotten, the rest comes again with more.</summary>
    public void AdvanceTo(ReadOnlySequence<byte> rest)
    {
        reader.AdvanceTo(rest.Start, rest.End);
        unread = rest.Length;
        if (unread <= ReadAhead && Held.Bytes > 0) room.Free(this);
    }

    /// <summary>All of it, once it has arrived; null if it was stopped. It is valid until the body is disposed.</summary>
    /// <param name="announced">Its length, if the client sent it.</param>
    public async ValueTask<ReadOnlySequence<byte>?> ReadWholeAsync(long? announced, int maxBytes)
    {
        if (announced > maxBytes) stopped = (int)BodyEnd.TooLarge;
        await using var deadline = time.CreateTimer(
            _ => Stop(KeepsWaiting ? BodyEnd.TooSlow : BodyEnd.NoRoom), state: null, TimeToArrive, Timeout.InfiniteTimeSpan);
        while (await ReadAsync() is { } more)
        {
            if (more.Buffer.Length <= maxBytes && more.IsCompleted) return whole = more.Buffer;
            AdvanceTo(more.Buffer);
            if (more.Buffer.Length > maxBytes) Interlocked.CompareExchange(ref stopped, (int)BodyEnd.TooLarge, -1);
        }

        return null;
    }

    public void Dispose()
    {
        revocation.Dispose();
        if (!whole.IsEmpty) reader.AdvanceTo(whole.End);
        whole = default;
        room.Leave(this);
    }
}
