using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>Rows of delimited text, with any of the three line ends, and quotes as in RFC 4180.</summary>
internal sealed class CsvRows : IRows
{
    private const int LongestField = 32 * 1024 * 1024;
    private static readonly string[] Added = ["import_line", "import_reasons"];

    private readonly string path;
    private readonly FileShape shape;
    private readonly CsvParser parser;
    private readonly CsvConfiguration written;

    public CsvRows(string path, TextReader text, FileShape shape)
    {
        (this.path, this.shape) = (path, shape);
        parser = new CsvParser(text, Configure(shape));
        written = Configure(shape);
        written.NewLine = "\n"; // the parser takes any while none is set
        Header = new Header(shape.Columns ?? ReadHeader());
    }

    public Header Header { get; }

    public IEnumerable<Row> Read()
    {
        while (true)
        {
            var line = parser.RawRow + 1;
            if (!Next()) yield break;
            yield return ToRow(line, parser.Record!);
        }
    }

    public string Rewrite(Row row, IEnumerable<string> reasons) =>
        Write([.. Padded(((CsvRow)row).Fields), row.Line.ToString(CultureInfo.InvariantCulture), string.Join("; ", reasons)]);

    public string? RewriteHeader() => shape.Columns is null ? Write([.. Header.Names, .. Added]) : null;

    public void Dispose() => parser.Dispose();

    private static CsvConfiguration Configure(FileShape shape) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = shape.Delimiter,
        BadDataFound = null, // a quote in the middle of an unquoted field is just that
        MaxFieldSize = LongestField,
        LineBreakInQuotedFieldIsBadData = false,
    };

    private IReadOnlyList<string> ReadHeader()
    {
        while (parser.RawRow + 1 < shape.HeaderLine && Next())
        {
            // above the header
        }

        if (!Next() || parser.Record!.All(string.IsNullOrWhiteSpace)) throw new ImportException($"{path} has no header in line {shape.HeaderLine}.");
        return parser.Record!;
    }

    private bool Next()
    {
        try
        {
            return parser.Read();
        }
        catch (MaxFieldSizeException)
        {
            throw new ImportException($"{path}, line {parser.RawRow + 1}: a field has more than {LongestField:N0} characters. Is a quote not closed, or is file.delimiter another one?");
        }
    }

    private CsvRow ToRow(long line, string[] fields)
    {
        var expected = Header.Names.Count;
        var row = new CsvRow(line, Header, fields);
        var tooMany = fields.Length > expected && fields.Skip(expected).Any(field => !string.IsNullOrWhiteSpace(field));
        var tooFew = fields.Length < expected && !shape.AllowRagged && !row.IsEmpty;
        return tooMany || tooFew ? row with { Broken = $"has {fields.Length} fields where the header has {expected}" } : row;
    }

    private IEnumerable<string> Padded(string[] fields) => fields.Concat(Enumerable.Repeat("", Math.Max(0, Header.Names.Count - fields.Length)));

    private string Write(IEnumerable<string> fields)
    {
        using var text = new StringWriter();
        using var csv = new CsvWriter(text, written);
        foreach (var field in fields) csv.WriteField(field.Replace(InputEncoding.Unreadable, "\uFFFD", StringComparison.Ordinal));
        csv.NextRecord();
        csv.Flush();
        return text.ToString();
    }
}

/// <summary>A row of delimited text.</summary>
internal sealed record CsvRow(long Line, Header Header, string[] Fields) : Row(Line)
{
    public override bool IsEmpty => Array.TrueForAll(Fields, string.IsNullOrWhiteSpace);

    public override int Size => Fields.Sum(field => field.Length);

    public override string? Cell(string header) => Header.IndexOf(header) is { } index && index < Fields.Length ? Fields[index] : null;
}
