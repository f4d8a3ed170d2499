using System.Text;
using System.Text.Json;

namespace EventPlatform.Query.Live;

/// <param name="id">The id of the server-sent event. <c>Last-Event-ID</c> resumes after it.</param>
/// <param name="bytes">The approximate size on the wire.</param>
/// <param name="recorded">When the report behind it was stored; null if the report is not in the log.</param>
internal sealed class LiveItem<T>(LiveCursor at, string id, T value, long bytes, DateTimeOffset? recorded)
{
    private byte[]? frame;

    public LiveCursor At => at;

    public T Value => value;

    public long Bytes => bytes;

    public DateTimeOffset? Recorded => recorded;

    /// <summary>Returns the server-sent event as it is on the wire. It is made once for all followers.</summary>
    public byte[] Frame(JsonSerializerOptions json) =>
        frame ??= [.. Encoding.ASCII.GetBytes($"id: {id}\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(value, json), .. "\n\n"u8];
}

/// <summary>The limits of a page. It has at least one item, whatever its size.</summary>
internal readonly record struct PageLimit(int Items, long Bytes)
{
    /// <summary>The size of a page in the queues of followers, of which many may be slow.</summary>
    public const int FollowedBytes = 256 * 1024;
}

/// <param name="Items">The items in order.</param>
/// <param name="Next">The place up to which the source was read. It is never beyond the end of the source.</param>
/// <param name="IsLast">True if there is no more at present.</param>
/// <param name="EndOfLog">The last position of the log.</param>
internal sealed record LivePage<T>(IReadOnlyList<LiveItem<T>> Items, LiveCursor Next, bool IsLast, long EndOfLog)
{
    /// <summary>Nothing is new.</summary>
    public static readonly LivePage<T> Heartbeat = new([], default, IsLast: true, EndOfLog: 0);

    public long Bytes { get; } = Items.Sum(item => item.Bytes);

    /// <summary>Nothing is new, but another generation is served from now on: what was sent before may differ there.</summary>
    public bool IsRedone { get; private init; }

    /// <summary>The log ends before the requested place, so it is not the log that gave the place.</summary>
    public bool IsLost { get; private init; }

    public static LivePage<T> Redone(LiveCursor at, int generation) =>
        new([], at with { Generation = generation }, IsLast: true, EndOfLog: 0) { IsRedone = true };

    public static LivePage<T> Lost(long endOfLog) => new([], default, IsLast: true, endOfLog) { IsLost = true };

    /// <summary>
    /// Returns the page as read after a place: lost if the place is beyond the log, and with a <c>Next</c> that is never before the place.
    /// </summary>
    public LivePage<T> After(LiveCursor place) => place.Position > EndOfLog && place.Position > 0 ? Lost(EndOfLog)
        : Next < place ? this with { Next = place with { Generation = Next.Generation } } : this;
}

/// <summary>An ordered source that is only appended to, so that what was read up to a cursor never changes.</summary>
internal interface ILiveSource<T, TFilter>
{
    /// <summary>The name in metrics.</summary>
    string Name { get; }

    /// <summary>The filter that everything matches.</summary>
    TFilter Everything { get; }

    /// <summary>Completes when there may be more. Take it before you read, so that nothing is missed in between.</summary>
    Task Changed { get; }

    Task<LivePage<T>> ReadAsync(LiveCursor after, TFilter filter, PageLimit limit, CancellationToken ct);

    bool Matches(TFilter filter, T value);

    /// <summary>Returns the traces of the reports after one position, up to and including the other.</summary>
    Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct);
}
