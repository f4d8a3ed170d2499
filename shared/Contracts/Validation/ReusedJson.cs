using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// JSON that is written and read at once, in buffers that the thread reuses. Without reuse, each large event would allocate megabytes.
/// </summary>
internal sealed class ReusedJson : IDisposable
{
    private const int Kept = 1024 * 1024;
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic] private static Stack<ReusedJson>? idle;

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    private ReusedJson() => Writer = new Utf8JsonWriter(buffer, Relaxed);

    public Utf8JsonWriter Writer { get; }

    /// <summary>The bytes that were written and flushed.</summary>
    public ReadOnlySpan<byte> Written => buffer.WrittenSpan;

    public static ReusedJson Start() => (idle ??= new()).TryPop(out var one) ? one : new();

    /// <summary>Returns the buffers for reuse. Call it on the thread that called <see cref="Start"/>.</summary>
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
