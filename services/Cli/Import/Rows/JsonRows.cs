using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Import.Rows;

/// <summary>One JSON object a line. Its fields are the columns, those of objects within it <c>outer.inner</c>; a list of plain values is joined with ";".</summary>
internal sealed class JsonRows(TextReader text) : IRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Header? Header => null;

    public string Extension => "jsonl";

    public IEnumerable<Row> Read()
    {
        var number = 0L;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line)) yield return ToRow(number, line);
        }
    }

    public string Rewrite(Row row, IEnumerable<string> reasons)
    {
        var whole = row.Broken is null ? JsonNode.Parse(((JsonRow)row).Text)!.AsObject() : new JsonObject { ["import_text"] = ((JsonRow)row).Text };
        whole["import_line"] = row.Line;
        whole["import_reasons"] = new JsonArray([.. reasons.Select(reason => (JsonNode)reason)]);
        return whole.ToJsonString(Readable) + "\n";
    }

    public string? RewriteHeader() => null;

    public void Dispose() => text.Dispose();

    private static JsonRow ToRow(long number, string line)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new JsonRow(number, line, cells) { Broken = "is not a JSON object" };
            Flatten(document.RootElement, "", cells);
            return new JsonRow(number, line, cells);
        }
        catch (JsonException e)
        {
            return new JsonRow(number, line, cells) { Broken = $"is not valid JSON near its byte {e.BytePositionInLine}" };
        }
        catch (InvalidOperationException)
        {
            return new JsonRow(number, line, cells) { Broken = "has half of a surrogate pair in a text" };
        }
    }

    private static void Flatten(JsonElement element, string name, Dictionary<string, string> cells)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Flatten(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", cells);
                break;
            case JsonValueKind.Array when element.EnumerateArray().All(item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)):
                cells[Header.Normalise(name)] = string.Join(';', element.EnumerateArray().Select(item => item.ToString()));
                break;
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index()) Flatten(item, $"{name}.{index + 1}", cells);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined: break;
            case JsonValueKind.String: cells[Header.Normalise(name)] = element.GetString()!; break;
            default: cells[Header.Normalise(name)] = element.GetRawText(); break;
        }
    }
}

/// <summary>A row of JSON lines.</summary>
internal sealed record JsonRow(long Line, string Text, Dictionary<string, string> Cells) : Row(Line)
{
    public override bool IsEmpty => Broken is null && Cells.Values.All(string.IsNullOrWhiteSpace);

    public override int Size => Text.Length;

    public override string? Cell(string header) => Cells.GetValueOrDefault(header);
}
