using System.Text.Json;
using EventPlatform.Contracts;
using Parquet;
using Parquet.Serialization;

namespace EventPlatform.Query.Exports;

/// <summary>Writes rows to a file that is deleted after it is read, so that a failed export is an error and not half a file.</summary>
internal static class ExportFile
{
    public const string Parquet = "application/vnd.apache.parquet";

    /// <param name="groups">Rows in groups that fit into memory.</param>
    /// <param name="about">Returns the metadata of the file after each group.</param>
    public static async Task<Stream> WriteAsync<TRow>(
        string mediaType, IAsyncEnumerable<IReadOnlyList<TRow>> groups, Func<IReadOnlyDictionary<string, string>> about,
        CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 128 * 1024,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"eventplatform-export-{Path.GetRandomFileName()}"), options);
        try
        {
            if (mediaType == Parquet) await WriteParquetAsync(file, groups, about, ct);
            else await WriteLinesAsync(file, groups, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static async Task WriteParquetAsync<TRow>(
        Stream file, IAsyncEnumerable<IReadOnlyList<TRow>> groups, Func<IReadOnlyDictionary<string, string>> about, CancellationToken ct)
    {
        var isBegun = false;
        await foreach (var rows in groups.WithCancellation(ct))
        {
            var options = new ParquetOptions { Append = isBegun, CompressionMethod = CompressionMethod.Zstd };
            await ParquetSerializer.SerializeAsync(rows, file, options, about(), ct);
            isBegun = true;
        }

        if (!isBegun) await ParquetSerializer.SerializeAsync(Array.Empty<TRow>(), file, null, about(), ct);
    }

    private static async Task WriteLinesAsync<TRow>(Stream file, IAsyncEnumerable<IReadOnlyList<TRow>> groups, CancellationToken ct)
    {
        await foreach (var rows in groups.WithCancellation(ct))
        {
            foreach (var row in rows)
            {
                await JsonSerializer.SerializeAsync(file, row, ContractJson.Options, ct);
                file.WriteByte((byte)'\n');
            }
        }
    }
}
