using System.Diagnostics;
using System.Text;

namespace EventPlatform.Benchmarks;

/// <summary>Counts the items that many streams deliver, by milliseconds of latency.</summary>
/// <param name="before">The text before the number of each item in the stream.</param>
/// <param name="digits">The digits of the number.</param>
/// <param name="warm">The number of first items without a latency, while the services warm up.</param>
internal sealed class Delivered(string before, int digits, int warm)
{
    private readonly byte[] marker = Encoding.UTF8.GetBytes(before);
    private readonly int[] byMilliseconds = new int[60_000];
    private long seen;

    public long Count => Interlocked.Read(ref seen);

    public string Figures => $"{Share(0.5)} / {Share(0.99)} / {Array.FindLastIndex(byMilliseconds, times => times > 0)} ms";

    public async Task ReadAsync(Stream stream, long[] due, CancellationToken ct)
    {
        await using var _ = stream;
        var (buffer, kept) = (new byte[4096], 0);
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(kept), ct) is var read and > 0) kept = Take(buffer, kept + read, due);
            throw new IOException("The stream ended");
        }
        catch (OperationCanceledException)
        {
            // All items were delivered
        }
    }

    /// <summary>
    /// Counts the items in the buffer, and returns the length of the kept tail, which may contain the start of the next item.
    /// </summary>
    private int Take(byte[] buffer, int length, long[] due)
    {
        var rest = buffer.AsSpan(0, length);
        while (rest.IndexOf(marker) is >= 0 and var at && rest.Length >= at + marker.Length + digits)
        {
            var number = int.Parse(rest.Slice(at + marker.Length, digits));
            var milliseconds = (int)Stopwatch.GetElapsedTime(due[number]).TotalMilliseconds;
            if (number >= warm) Interlocked.Increment(ref byMilliseconds[Math.Clamp(milliseconds, 0, byMilliseconds.Length - 1)]);
            Interlocked.Increment(ref seen);
            rest = rest[(at + marker.Length + digits)..];
        }

        var tail = rest[^Math.Min(rest.Length, marker.Length + digits - 1)..];
        tail.CopyTo(buffer);
        return tail.Length;
    }

    private int Share(double share)
    {
        var wanted = byMilliseconds.Sum(times => (long)times) * share;
        var milliseconds = -1;
        for (long sum = 0; sum < wanted; sum += byMilliseconds[++milliseconds]) { }
        return milliseconds;
    }
}
