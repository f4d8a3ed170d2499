using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary><c>eventctl restore</c>: puts a file of an export into an installation without reports.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var path = new Argument<string>("file") { Description = "A file that eventctl export wrote" };
        var dryRun = OpsAction.DryRunOption();
        return new Command("restore",
            "Puts an export into an installation whose log is empty, at the positions and times that it had, reads it back and compares. " +
            "Maintenance has to be on. Safe to interrupt: the same command goes on. " +
            $"Ends with {ExitCode.NotWell} if the log is not equal to the file.")
        {
            format, path, dryRun,
        }.Does(format, async (parsed, output, ct) =>
        {
            using var store = OpsClient.OfEventStore();
            var reader = new ExportReader(parsed.GetValue(path)!);
            var end = await reader.VerifyAsync(ct);
            if (!parsed.GetValue(dryRun))
            {
                await new LogRestoring(store, reader, end).RunAsync(ct);
                if (await ReadBackAsync(store, ct) != end.Sha256)
                {
                    output.Line(
                        "The log has all of the file, and more: reports after it, or feeds and dead letters of its own. " +
                        "eventctl export shows them.");
                    return ExitCode.NotWell;
                }
            }

            ExportCommand.Show(output, parsed.GetValue(path)!, end);
            return ExitCode.Done;
        });
    }

    /// <summary>The hash that an export of the installation would have.</summary>
    private static async Task<string> ReadBackAsync(OpsClient store, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendLine(Encoding.UTF8.GetBytes(ExportFormat.Header));
        var (log, progress) = (new ExportedLog(store), new ProgressLine("read back: position", TimeProvider.System));
        var last = await ExportCommand.EndOfLogAsync(store, ct);
        await log.ReadReportsAsync(0, Add, position => progress.SayAsync(position, last), ct);
        await log.ReadRowsAsync(Add, ct);
        return hash.InHex();

        Task Add(string line)
        {
            hash.AppendLine(Encoding.UTF8.GetBytes(line));
            return Task.CompletedTask;
        }
    }
}
