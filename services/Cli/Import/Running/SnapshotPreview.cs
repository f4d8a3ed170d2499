using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Reads the files of a snapshot before anything is posted, and refuses those whose record keys are not what they were.</summary>
internal static class SnapshotPreview
{
    /// <exception cref="CommandException">Record keys are repeated, or most of the source's records are absent from the files.</exception>
    public static async Task RefuseAsync(ImportOptions options, ImportMapping mapping, Release release, RecordsClient records, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync("Comparing the files with the records of the source");
        var keys = new List<RecordKeys>();
        foreach (var path in options.Files)
        {
            using var file = InputFile.Open(path, mapping.File);
            var mapper = new RowMapper(mapping, new RecordKeys(), [.. keys]);
            keys.Add(mapper.Keys);
            foreach (var row in mapper.Rows(file))
            {
                ct.ThrowIfCancellationRequested();
                mapper.Map(row);
            }
        }

        RepeatedKeys.Refuse(keys, mapping);
        var absent = await AbsentRecords.FindAsync(records.ListAsync(mapping.Source, ct), release, keys, ct);
        if (!options.RetractMost) absent.RefuseMost("Nothing was posted");
    }
}
