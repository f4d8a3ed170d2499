using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// Reads everything and posts nothing. The first reports go to standard output, one a line; what would be refused and the counts to standard error.
/// </summary>
internal sealed class DryRun(ImportOptions options, ImportMapping mapping)
{
    private const int Shown = 5;
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RunProgress progress = new(TimeProvider.System);
    private readonly Release? release = ImportRun.ReleaseOf(options, mapping);
    private readonly List<RecordKeys> keys = [];
    private int shown;

    public async Task<int> ShowAsync(CancellationToken ct)
    {
        foreach (var path in options.Files)
        {
            ct.ThrowIfCancellationRequested();
            Read(path);
        }

        Summary.Show(Console.Error, progress, []);
        RepeatedKeys.Show(Console.Error, keys, mapping);
        if (options.IsSnapshot) RepeatedKeys.Refuse(keys, mapping);
        if (options.IsSnapshot) Snapshot.Refuse(keys, progress.Counts);
        if (options.IsSnapshot) await Console.Error.WriteLineAsync(await AbsentAsync(ct));
        await Console.Error.WriteLineAsync("Nothing was posted.");
        return progress.Counts.Refused > 0 ? ExitCode.SomeRefused : ExitCode.Done;
    }

    private void Read(string path)
    {
        using var file = InputFile.Open(path, mapping.File);
        MissingColumns.Refuse(file, mapping);
        var mapper = new RowMapper(mapping, new RecordKeys(), [.. keys]);
        keys.Add(mapper.Keys);
        var check = new EventCheck(new CloudEvents(mapping.Source, release), TimeProvider.System);
        foreach (var row in mapper.Rows(file))
        {
            progress.Counts.AddRead(row.Members.Count);
            var mapped = mapper.Map(row);
            if (!mapped.IsAttributed) progress.Counts.AddUnattributed(path, row.Line, mapped.Refusals);
            var misfits = mapped.Reports.Select(report => (Report: report, Why: check.Problems(report))).ToList();
            var fitting = misfits.Where(report => report.Why.Count == 0).Select(report => report.Report).ToList();
            IReadOnlyList<string> wrong = [.. mapped.Refusals, .. misfits.SelectMany(report => report.Why)];
            if (mapped.Skipped is { } reason) progress.Counts.AddSkipped(reason);
            else if (wrong.Count > 0) progress.Counts.AddRefused(path, row.Line, wrong, isPart: fitting.Count > 0, row.Members.Count);
            progress.Counts.AddAccepted(mapped.Skipped is null && wrong.Count == 0 ? row.Members.Count : 0, fitting.Count);
            foreach (var report in fitting.TakeWhile(_ => ++shown <= Shown)) Console.WriteLine(Text(report));
        }
    }

    /// <summary>What the snapshot would retract, as far as it can be told.</summary>
    private async Task<string> AbsentAsync(CancellationToken ct)
    {
        try
        {
            if (Platform.ToRead() is not { } platform) return "How many records would be retracted cannot be told: QUERY_URL or READ_KEY is not set.";
            using var http = new HttpClient();
            var absent = await AbsentRecords.FindAsync(new RecordsClient(http, platform).ListAsync(mapping.Source, ct), release!, keys, ct);
            return $"{absent.Records.Count:N0} of the source's {Plural.Of(absent.Before, "record")} would be retracted{(absent.AreMost ? ", which is most of them: it needs --retract-most" : "")}.";
        }
        catch (CommandException e)
        {
            return $"How many records would be retracted cannot be told: {e.Message}";
        }
    }

    private string Text(RowReport report) => new JsonObject
    {
        ["id"] = new CloudEvents(mapping.Source, release).IdOf(report),
        ["type"] = report.Type,
        ["recordkey"] = report.RecordKey,
        ["data"] = report.Data.DeepClone(),
    }.ToJsonString(Readable);
}
