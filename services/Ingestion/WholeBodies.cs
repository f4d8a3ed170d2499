using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace EventPlatform.Ingestion;

/// <summary>Room for large events and batches, which are held as a whole: only so many at a time that their bytes stay within bounds. Others wait unread.</summary>
internal sealed class WholeBodies(IOptions<IngestionLimits> limits) : IDisposable
{
    /// <summary>What Kestrel reads ahead of each connection; bodies up to it are there already.</summary>
    public const int ReadAhead = 32 * 1024;

    private const int Copies = 4; // as it came, parsed, and as the documents made of it

    /// <summary>Whoever has room uses it: bytes a second, after a time to begin.</summary>
    private static readonly MinDataRate Pace = new(20_000, TimeSpan.FromSeconds(5));

    private readonly ConcurrencyLimiter room = new(new() { PermitLimit = limits.Value.PendingBytes, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>To be given back; null where there was none for as long as an answer may take.</summary>
    public async ValueTask<IDisposable?> RoomAsync(HttpContext http, int maxBytes)
    {
        var length = Math.Min(http.Request.ContentLength ?? maxBytes, maxBytes);
        if (length <= ReadAhead) return NoneNeeded.Instance;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(limits.Value.Patience);
        try
        {
            var taken = await room.AcquireAsync((int)Math.Min(Copies * length, limits.Value.PendingBytes), patience.Token);
            if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Pace;
            return taken;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => room.Dispose();

    private sealed class NoneNeeded : IDisposable
    {
        public static readonly NoneNeeded Instance = new();

        public void Dispose()
        {
        }
    }
}
