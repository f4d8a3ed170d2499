using System.Buffers;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>Why the platform would not take a report: holds the bytes that would be posted against the rules that Ingestion holds them against.</summary>
internal sealed class EventCheck(CloudEvents events, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> line = new(4096);

    public IReadOnlyList<string> Problems(RowReport report)
    {
        line.ResetWrittenCount();
        events.Write(line, report);
        if (line.WrittenCount > EventLimits.Bytes) return [$"must have at most {EventLimits.Bytes} bytes, and has {line.WrittenCount}"];
        using var document = StrictJson.Parse(line.WrittenMemory, out var problem);
        if (document is null) return [problem.Message];
        var problems = RefusedValues.In(document.RootElement).ToList();
        if (problems.Count == 0)
            new ContractValidator(problems, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)).Read(document.RootElement.GetProperty("data"), ReportTypes.ByName[report.Type], "/data");
        return [.. problems.Select(found => SaidValue.With(document.RootElement, found.Pointer, found.Message))];
    }
}
