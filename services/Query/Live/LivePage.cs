using System.Text;
using System.Text.Json;

namespace EventPlatform.Query.Live;

/// <param name="id">Of the server-sent event: what <c>Last-Event-ID</c> resumes after.</param>
internal sealed class LiveItem<T>(LiveCursor at, string id, T value)
{
    private byte[]? frame;

    public LiveCursor At => at;

    public T Value => value;

    /// <summary>The server-sent event as it is on the wire: made once, however many it goes to.</summary>
    public byte[] Frame(JsonSerializerOptions json) =>
        frame ??= [.. Encoding.ASCII.GetBytes($"id: {id}\ndata: "), .. JsonSerializer.SerializeToUtf8Bytes(value, json), .. "\n\n"u8];
}

/// <param name="Items">In order.</param>
/// <param name="Next">Everything up to here was looked at: go on after it.</param>
/// <param name="IsLast">There is no more at present.</param>
internal sealed record LivePage<T>(IReadOnlyList<LiveItem<T>> Items, LiveCursor Next, bool IsLast)
{
    /// <summary>Nothing to tell, but that all is well.</summary>
    public static readonly LivePage<T> Heartbeat = new([], default, IsLast: true);

    /// <summary>Nothing new, but other read tables tell from now on: what was told before may be otherwise in them.</summary>
    public bool IsRedone { get; private init; }

    public static LivePage<T> Redone(LiveCursor at, int generation) => new([], at with { Generation = generation }, IsLast: true) { IsRedone = true };
}

/// <summary>Something with an order to which is only ever added, so that what was read up to a cursor stays as it was.</summary>
internal interface ILiveSource<T, TFilter>
{
    /// <summary>Lets everything pass.</summary>
    TFilter Everything { get; }

    /// <summary>Completes when there may be more. To be taken before reading, so that nothing is missed in between.</summary>
    Task Changed { get; }

    Task<LivePage<T>> ReadAsync(LiveCursor after, TFilter filter, int limit, CancellationToken ct);

    bool Matches(TFilter filter, T value);
}
