using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Export;

/// <summary><c>eventctl export</c>: writes the log to a file, from which another installation can be restored.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var path = new Argument<string>("file") { Description = "The file to write; an interrupted export is continued" };
        return new Command("export",
            "Writes the log, feeds and dead letters, but no keys, to a file of NDJSON that ends with its hash. " +
            "Safe to interrupt: the same command continues.")
        {
            format, path,
        }.Does(format, async (parsed, store, output, ct) =>
        {
            await using var writer = await ExportWriter.OpenAsync(parsed.GetValue(path)!, ct);
            var (log, progress) = (new ExportedLog(store), new ProgressLine("position", TimeProvider.System));
            if (writer.LastLine is { } kept && await log.LineAsync(writer.Position, ct) != kept)
                throw new CommandException($"{parsed.GetValue(path)} is of another log, or the log has changed since. Name another file.");
            var last = await EndOfLogAsync(store, ct);
            await progress.SayAsync(writer.Position, last);
            await log.ReadReportsAsync(writer.Position, line => AddAsync(writer, line, ct), position =>
            {
                writer.Flush();
                return progress.SayAsync(position, last);
            }, ct);
            await log.ReadRowsAsync(line => writer.AddRowAsync(line, ct), ct);
            Show(output, parsed.GetValue(path)!, await writer.CompleteAsync(ct));
        });
    }

    /// <summary>Throws at an erasure, because the lines before it in the file still contain the erased name.</summary>
    private static Task AddAsync(ExportWriter writer, string line, CancellationToken ct) =>
        writer.LastLine is not null && ExportFormat.IsErasure(line)
            ? throw new CommandException("A name was erased since the export started. Delete the file and start again.")
            : writer.AddReportAsync(line, ct);

    public static void Show(Output output, string path, ExportEnd end) => output.Fields(
        new JsonObject { ["file"] = path, ["positions"] = end.Reports, ["rows"] = end.Rows, ["sha256"] = end.Sha256 },
        ("File", "file"), ("Positions", "positions"), ("Rows", "rows"), ("SHA-256", "sha256"));

    public static async Task<long> EndOfLogAsync(OpsClient store, CancellationToken ct) =>
        (long)(await store.GetAsync("/v1/log/check?limit=1", ct))["last"]!;
}
