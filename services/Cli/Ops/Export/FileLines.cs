using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace EventPlatform.Cli.Ops.Export;

/// <summary>Reads the lines of a file.</summary>
internal static class FileLines
{
    /// <summary>Yields each line without its line feed, and skips anything after the last line feed.</summary>
    public static async IAsyncEnumerable<byte[]> ReadAsync(Stream file, [EnumeratorCancellation] CancellationToken ct)
    {
        var reader = PipeReader.Create(file, new(leaveOpen: true, bufferSize: 1 << 16));
        while (true)
        {
            var read = await reader.ReadAsync(ct);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                yield return rest.Slice(0, end).ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) break;
        }
    }
}
