using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Posting;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>One run of an import: checks everything that can be checked first, then posts file after file, then makes the snapshot complete.</summary>
internal sealed class ImportRun(ImportOptions options, ImportMapping mapping, TimeProvider time)
{
    private readonly RunProgress progress = new(time);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var release = ReleaseOf(options, mapping);
        var platform = Platform.FromEnvironment(reads: options.IsSnapshot);
        CheckFiles();
        ShowTerms(release);
        using var http = new HttpClient();
        if (options.IsSnapshot) await SnapshotPreview.RefuseAsync(options, mapping, release!, new RecordsClient(http, platform), ct);
        await FeedTerms.EnsureAsync(mapping, options.Mapping, ct);

        var ingestion = new IngestionClient(http, platform, time, why => progress.Waiting = why);
        var events = new CloudEvents(mapping.Source, release);
        var keys = new List<RecordKeys>();
        var sideFiles = new List<string>();
        var receipts = new LastReceipts();
        try
        {
            await ProgressDisplay.ShowAsync(progress, Task.Run(() => PostAsync(ingestion, events, receipts, keys, sideFiles, ct), CancellationToken.None), time);
        }
        finally
        {
            Summary.Show(Console.Out, progress, sideFiles);
            RepeatedKeys.Show(Console.Out, keys, mapping);
        }

        if (options.IsSnapshot)
        {
            Snapshot.Refuse(keys, progress.Counts);
            var snapshot = new Snapshot(new RecordsClient(http, platform), new ReceiptsClient(http, platform, time), ingestion, events, mapping.Source, release!, keys);
            await snapshot.CompleteAsync(receipts, options.SnapshotWait, options.RetractMost, ct);
        }

        return progress.Counts.Refused > 0 ? ExitCode.SomeRefused : ExitCode.Done;
    }

    public static Release? ReleaseOf(ImportOptions options, ImportMapping mapping)
    {
        if (mapping.HasRowReleases && (options.IsSnapshot || options.Release is not null))
            throw new CommandException("The mapping reads the release or sequence of each row from columns: such a file is no snapshot, and takes no --release.");
        if (mapping.HasRowReleases) return null;
        return (options.Release ?? mapping.Release) is { } name
            ? Release.Parse(name, options.Sequence)
            : options.IsSnapshot ? throw new CommandException("A snapshot needs a release: say which with --release, such as --release 2021-09.") : null;
    }

    private void CheckFiles()
    {
        foreach (var path in options.Files)
        {
            using var file = InputFile.Open(path, mapping.File);
            MissingColumns.Refuse(file, mapping);
            progress.TotalBytes += file.Length;
        }
    }

    private void ShowTerms(Release? release)
    {
        Console.WriteLine($"{mapping.Source}{(release is null ? "" : $", release {release.Name}")}");
        if (mapping.Licence is not null || mapping.Attribution is not null) Console.WriteLine($"{mapping.Attribution} ({mapping.Licence})");
    }

    private async Task PostAsync(IngestionClient ingestion, CloudEvents events, LastReceipts receipts, List<RecordKeys> keys, List<string> sideFiles, CancellationToken ct)
    {
        foreach (var path in options.Files)
        {
            using var file = InputFile.Open(path, mapping.File);
            using var side = new SideFile(file, options.RefusedTo);
            side.DeleteOld();
            progress.Begin(file);
            IReadOnlyList<RecordKeys> earlier = [.. keys];
            keys.Add(new RecordKeys());
            var mapper = new RowMapper(mapping, keys[^1], earlier);
            try
            {
                await new FilePosting(file, mapper, ingestion, events, progress.Counts, side, receipts).RunAsync(ct);
            }
            finally
            {
                side.Dispose();
                if (File.Exists(side.Path)) sideFiles.Add(side.Path);
            }

            progress.End(file);
        }
    }
}
