using System.Buffers;
using System.IO.Pipelines;

namespace EventPlatform.Ingestion.Bodies;

/// <summary>The reason why a body was not read to its end.</summary>
internal enum BodyEnd { TooLarge, TooSlow, NoRoom, KeyRevoked, Maintenance }

/// <param name="Since">The timestamp at which the body began to hold bytes.</param>
internal readonly record struct Holding(long Bytes, long Since);

/// <summary>A request body while it arrives. The part held in memory beyond the read-ahead counts towards the sender's room.</summary>
internal sealed class IncomingBody : IDisposable
{
    /// <summary>The bytes that the server reads ahead on each connection, which are in memory anyway.</summary>
    public const int ReadAhead = 64 * 1024;

    /// <summary>The timeout for a body that is read as a whole.</summary>
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

    /// <summary>The reason why the body was not read to its end; null while it is being read, and after it was read completely.</summary>
    public BodyEnd? Stopped => stopped < 0 ? null : (BodyEnd)stopped;

    /// <summary>The share of the room that the body holds. Only the room sets it.</summary>
    public Holding Held { get; set; }

    /// <summary>True while the body waits for its client.</summary>
    public bool KeepsWaiting => keepsWaiting;

    /// <summary>Runs before the body waits for its client.</summary>
    public Action Waiting { get; set; } = () => { };

    /// <summary>Ends the current read, or the next one.</summary>
    public void Stop(BodyEnd why)
    {
        if (Interlocked.CompareExchange(ref stopped, (int)why, -1) < 0) reader.CancelPendingRead();
    }

    /// <summary>Reads more of the body after the rest left by <see cref="AdvanceTo"/>. Returns null if the body was stopped.</summary>
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

    /// <summary>Releases the consumed part. The next read returns the rest again, with more.</summary>
    public void AdvanceTo(ReadOnlySequence<byte> rest)
    {
        reader.AdvanceTo(rest.Start, rest.End);
        unread = rest.Length;
        if (unread <= ReadAhead && Held.Bytes > 0) room.Free(this);
    }

    /// <summary>
    /// Returns the whole body when it has arrived, or null if it was stopped. The result is valid until the body is disposed.
    /// </summary>
    /// <param name="announced">The length of the body, if the client sent it.</param>
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
