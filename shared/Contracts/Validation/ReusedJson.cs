using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>JSON that is written and read at once, in buffers that the thread uses again: large events would else leave megabytes of garbage each.</summary>
internal sealed class ReusedJson : IDisposable
{
    private const int Kept = 1024 * 1024;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic] private static Stack<ReusedJson>? idle;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    private ReusedJson() => Writer = new Utf8JsonWriter(buffer, Relaxed);

    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written and flushed.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public static ReusedJson Start() => (idle ??= new()).TryPop(out var one) ? one : new();

    /// <summary>Ends its use; on the thread that began it.</summary>
    public void Dispose()
    {
        if (buffer.Capacity > Kept)
        {
            Writer.Dispose();
            return;
        }

        buffer.ResetWrittenCount();
        Writer.Reset();
        idle!.Push(this);
    }
}
