using System.CommandLine;
using System.Security.Cryptography;
using System.Text;

namespace EventPlatform.Cli.Ops.Export;

/// <summary><c>eventctl restore</c>: restores an export into an installation without reports.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var path = new Argument<string>("file") { Description = "A file that eventctl export wrote" };
        var dryRun = OpsAction.DryRunOption();
        return new Command("restore",
            "Restores an export into an installation with an empty log, with its positions and times, then reads it back and compares. " +
            "Maintenance must be on. Safe to interrupt: the same command continues. " +
            $"Exit code {ExitCode.NotWell} if the log is not equal to the file.")
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
                        "The log contains the whole file, and also later reports, or feeds and dead letters of its own. " +
                        "eventctl export shows them.");
                    return ExitCode.NotWell;
                }
            }

            ExportCommand.Show(output, parsed.GetValue(path)!, end);
            return ExitCode.Done;
        });
    }

    /// <summary>The hash of an export of the installation as it is now.</summary>
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
