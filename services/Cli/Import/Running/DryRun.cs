using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Reads everything and posts nothing: the first reports, the first rows that would be refused, and the counts.</summary>
internal static class DryRun
{
    private const int Shown = 5;
    private const string Lacks = "including: ";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Show(ImportOptions options, ImportMapping mapping)
    {
        var progress = new RunProgress(TimeProvider.System);
        var release = ImportRun.ReleaseOf(options, mapping);
        var events = new CloudEvents(mapping.Source, release);
        var (reports, refusals) = (0, 0);
        var earlier = new List<RecordKeys>();
        foreach (var path in options.Files)
        {
            using var file = InputFile.Open(path, mapping.File);
            MissingColumns.Refuse(file, mapping);
            var keys = new RecordKeys();
            var mapper = new RowMapper(mapping, keys, release is null ? [] : [.. earlier]);
            earlier.Add(keys);
            foreach (var row in file.Rows.Read())
            {
                progress.Counts.AddRead();
                var mapped = mapper.Map(row);
                IReadOnlyList<string> wrong = [.. mapped.Refusals, .. mapped.Reports.Select(Misfit).OfType<string>()];
                if (mapped.Skipped is { } reason) progress.Counts.AddSkipped(reason);
                else if (wrong.Count > 0) progress.Counts.AddRefused();
                else progress.Counts.AddAccepted(1, mapped.Reports.Count);

                if (wrong.Count > 0 && ++refusals <= Shown) Console.WriteLine($"{path}, line {row.Line} would be refused: {string.Join("; ", wrong)}");
                foreach (var report in mapped.Reports.TakeWhile(_ => wrong.Count == 0 && ++reports <= Shown)) Console.WriteLine(Text(report, events));
            }
        }

        Summary.Show(progress, []);
        Console.WriteLine("Nothing was posted.");
        return progress.Counts.Refused > 0 ? ExitCode.SomeRefused : ExitCode.Done;
    }

    /// <summary>Why the platform would not take it, as far as the contract's shape tells.</summary>
    private static string? Misfit(RowReport report)
    {
        try
        {
            var data = (ReportData)report.Data.Deserialize(ReportTypes.ByName[report.Type], ContractJson.Options)!;
            return data.Check(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)).Select(problem => $"/data{problem.Pointer}: {problem.Message}").FirstOrDefault();
        }
        catch (JsonException e)
        {
            return $"/data{e.Path?.TrimStart('$').Replace('.', '/')}: {Readable(e.Message)}";
        }
    }

    private static string Text(RowReport report, CloudEvents events) => new JsonObject
    {
        ["id"] = events.IdOf(report),
        ["type"] = report.Type,
        ["recordkey"] = report.RecordKey,
        ["data"] = report.Data.DeepClone(),
    }.ToJsonString(Indented);

    private static string Readable(string message) => message.IndexOf(Lacks, StringComparison.Ordinal) is > 0 and var start
        ? $"lacks {message[(start + Lacks.Length)..].TrimEnd('.')}"
        : message.Split(" Path:")[0];
}
