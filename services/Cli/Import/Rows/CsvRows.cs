using CsvHelper;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>Rows of delimited text, with any of the three line ends, and quotes as in RFC 4180.</summary>
internal sealed class CsvRows : IRows
{
    private const int LargestRow = 32 * 1024 * 1024;
    private static readonly string[] Added = ["import_line", "import_reasons"];

    private readonly string path;
    private readonly FileShape shape;
    private readonly CsvReader reader;
    private CsvMalformedRecord? malformed;

    public CsvRows(string path, TextReader text, FileShape shape)
    {
        (this.path, this.shape) = (path, shape);
        reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = shape.Delimiter,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = LargestRow,
            OnMalformedRecord = record => malformed = record,
        });
        Header = new Header(shape.Columns ?? ReadHeader());
    }

    public Header Header { get; }

    public string Extension => reader.Separator == '\t' ? "tsv" : "csv";

    public IEnumerable<Row> Read()
    {
        while (Next()) yield return ToRow(reader.LineNumber, Fields());
    }

    public string Rewrite(Row row, IEnumerable<string> reasons)
    {
        var fields = ((CsvRow)row).Fields;
        var lacking = Enumerable.Repeat("", Math.Max(0, Header.Names.Count - fields.Length));
        return Write([.. fields, .. lacking, $"{row.Line}", string.Join("; ", reasons)]);
    }

    public string? RewriteHeader() => shape.Columns is null ? Write([.. Header.Names, .. Added]) : null;

    public void Dispose() => reader.Dispose();

    private string[] ReadHeader()
    {
        while (Next())
        {
            if (reader.LineNumber < shape.HeaderLine || Fields() is var names && names.All(string.IsNullOrWhiteSpace)) continue;
            if (!names.Any(name => name.Any(c => char.IsControl(c) && !char.IsWhiteSpace(c)))) return names;
            throw new CommandException($"{path} does not look like text. If it is, say in which file.encoding, such as utf-16.");
        }

        throw new CommandException($"{path} has no line that names its columns.");
    }

    private bool Next()
    {
        malformed = null;
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw new CommandException($"{path}, near line {Math.Max(reader.LineNumber, e.LineNumber)}: a row has more than {LargestRow / 1024 / 1024} MB. Is a quote opened that nothing closes?");
        }
    }

    private string[] Fields()
    {
        var fields = new string[reader.FieldCount];
        for (var index = 0; index < fields.Length; index++) fields[index] = reader.GetString(index);
        return fields;
    }

    private CsvRow ToRow(long line, string[] fields)
    {
        var row = new CsvRow(line, Header, fields);
        var expected = Header.Names.Count;
        var tooMany = fields.Length > expected && fields.Skip(expected).Any(field => !string.IsNullOrWhiteSpace(field));
        var tooFew = fields.Length < expected && !shape.AllowRagged && !row.IsEmpty;
        if (malformed is { } record && Quotes.Problem(reader, record) is { } why) return row with { Broken = why };
        return tooMany || tooFew ? row with { Broken = $"has {fields.Length} fields where the header has {expected}" } : row;
    }

    private string Write(IEnumerable<string> fields)
    {
        using var text = new StringWriter();
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Separator = reader.Separator, NewLine = "\n" }))
        {
            foreach (var field in fields) csv.WriteField(field.Replace(InputEncoding.Unreadable, "\uFFFD", StringComparison.Ordinal));
            csv.EndRecord();
        }

        return text.ToString();
    }
}

/// <summary>A row of delimited text.</summary>
internal sealed record CsvRow(long Line, Header Header, string[] Fields) : Row(Line)
{
    public override bool IsEmpty => Array.TrueForAll(Fields, string.IsNullOrWhiteSpace);

    public override int Size => Fields.Sum(text => text.Length);

    public override string? Cell(string header) => Header.IndexOf(header) is { } index && index < Fields.Length ? Fields[index] : null;
}
