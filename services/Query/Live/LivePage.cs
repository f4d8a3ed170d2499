using System.Text;
using System.Text.Json;

namespace EventPlatform.Query.Live;

/// <param name="id">Of the server-sent event: what <c>Last-Event-ID</c> resumes after.</param>
/// <param name="bytes">About how large it is on the wire.</param>
/// <param name="recorded">When the report behind it was stored; null if that is not in the log.</param>
internal sealed class LiveItem<T>(LiveCursor at, string id, T value, long bytes, DateTimeOffset? recorded)
{
    private byte[]? frame;

    public LiveCursor At => at;

    public T Value => value;

    public long Bytes => bytes;

    public DateTimeOffset? Recorded => recorded;

    /// <summary>The server-sent event as it is on the wire: made once, however many it goes to.</summary>
    public byte[] Frame(JsonSerializerOptions json) =>
        frame ??= [.. Encoding.ASCII.GetBytes($"id: {id}\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(value, json), .. "\n\n"u8];
}

/// <summary>Where a page ends, though it has at least one item.</summary>
internal readonly record struct PageLimit(int Items, long Bytes)
{
    /// <summary>What each of many slow subscribers may hold in memory.</summary>
    public const int FollowedBytes = 256 * 1024;
}

/// <param name="Items">In order.</param>
/// <param name="Next">Everything up to here was looked at: go on after it. Never beyond what the source has.</param>
/// <param name="IsLast">There is no more at present.</param>
/// <param name="EndOfLog">The last position that there is.</param>
internal sealed record LivePage<T>(IReadOnlyList<LiveItem<T>> Items, LiveCursor Next, bool IsLast, long EndOfLog)
{
    /// <summary>Nothing new: all is well.</summary>
    public static readonly LivePage<T> Heartbeat = new([], default, IsLast: true, EndOfLog: 0);

    public long Bytes { get; } = Items.Sum(item => item.Bytes);

    /// <summary>Nothing new, but other read tables are served from now on: what was sent before may be otherwise in them.</summary>
    public bool IsRedone { get; private init; }

    /// <summary>The log ends before the place after which was asked: it is not the log that gave the place.</summary>
    public bool IsLost { get; private init; }

    public static LivePage<T> Redone(LiveCursor at, int generation) =>
        new([], at with { Generation = generation }, IsLast: true, EndOfLog: 0) { IsRedone = true };

    public static LivePage<T> Lost(long endOfLog) => new([], default, IsLast: true, endOfLog) { IsLost = true };

    /// <summary>
    /// The page as it was read after a place: lost where the place is beyond the log, and never going on before the place.
    /// </summary>
    public LivePage<T> After(LiveCursor place) => place.Position > EndOfLog && place.Position > 0 ? Lost(EndOfLog)
        : Next < place ? this with { Next = place with { Generation = Next.Generation } } : this;
}

/// <summary>Something with an order to which is only ever added, so that what was read up to a cursor stays as it was.</summary>
internal interface ILiveSource<T, TFilter>
{
    /// <summary>For metrics.</summary>
    string Name { get; }

    /// <summary>Lets everything pass.</summary>
    TFilter Everything { get; }

    /// <summary>Completes when there may be more. To be taken before reading, so that nothing is missed in between.</summary>
    Task Changed { get; }

    Task<LivePage<T>> ReadAsync(LiveCursor after, TFilter filter, PageLimit limit, CancellationToken ct);

    bool Matches(TFilter filter, T value);

    /// <summary>The traces of the reports at these positions: after the first, up to and including the second.</summary>
    Task<IReadOnlyList<string>> TraceParentsAsync(long after, long until, CancellationToken ct);
}
