using System.Buffers;
using System.Text;
using System.Text.Json;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Posting;

/// <summary>Reports that go in one request, and the rows that they come from. All reports of a row go in the same one.</summary>
internal sealed class Batch
{
    private const int MaxReports = 500;
    private const int MaxSize = 1_000_000;

    private readonly ArrayBufferWriter<byte> body = new(256 * 1024);
    private readonly List<BatchRow> rows = [];
    private readonly List<int> rowOfLine = [];
    private long rowSize;

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    public IReadOnlyList<BatchRow> Rows => rows;

    public int Reports => rowOfLine.Count;

    public bool IsFull => Reports >= MaxReports || body.WrittenCount + rowSize >= MaxSize;

    public void Add(Row row, MappedRow mapped, CloudEvents events)
    {
        rows.Add(new BatchRow(row, mapped.Reports.Count, mapped.Refusals));
        foreach (var report in mapped.Reports)
        {
            events.Write(body, report);
            rowOfLine.Add(rows.Count - 1);
        }

        rowSize += row.Size;
    }

    /// <summary>For its next use: a buffer of this size is worth keeping.</summary>
    public void Clear()
    {
        body.ResetWrittenCount();
        rows.Clear();
        rowOfLine.Clear();
        rowSize = 0;
    }

    /// <summary>What is wrong with a line of the request's body, from 1, and the values that it has there.</summary>
    public IEnumerable<string> Describe(RefusedLine line)
    {
        using var sent = JsonDocument.Parse(Encoding.UTF8.GetString(body.WrittenSpan).Split('\n')[(int)line.Line - 1]);
        return [.. line.Errors.Select(error => SaidValue.With(sent.RootElement, error.Pointer, error.Detail))];
    }

    /// <summary>Which of the rows a line of the request's body, from 1, comes from.</summary>
    public int RowOf(long line) => rowOfLine[(int)line - 1];
}

/// <summary>A row whose reports are posted.</summary>
/// <param name="Refusals">Why others of its reports are not.</param>
internal sealed record BatchRow(Row Row, int Reports, IReadOnlyList<string> Refusals);
