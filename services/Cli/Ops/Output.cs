using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace EventPlatform.Cli.Ops;

internal enum OutputFormat { Table, Json }

/// <summary>Writes to standard output: tables and lines for people, or the JSON of the platform's answer.</summary>
internal sealed class Output(TextWriter to, OutputFormat format)
{
    private const int LongestCell = 200;
    private const int WideEnough = 10_000; // columns; redirected output must not wrap
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Readable = new(OneLine) { WriteIndented = true };

    public bool IsJson { get; } = format == OutputFormat.Json;

    /// <param name="columns">The header of each column, and the field that it shows.</param>
    public void Table(JsonArray items, bool areMore, params (string Header, string Field)[] columns)
    {
        if (IsJson)
        {
            Json(new JsonObject { ["items"] = items });
            return;
        }

        if (items.Count == 0)
        {
            to.WriteLine("There are none.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple };
        foreach (var (header, field) in columns) table.AddColumn(new TableColumn(header) { NoWrap = field == "id" }); // users copy it
        foreach (var item in items) table.AddRow([.. columns.Select(column => new Text(Short(Cell(item!, column.Field))))]);
        Console().Write(table);
        if (areMore) to.WriteLine("There are more. A higher --limit shows them.");
    }

    /// <summary>Shortens a cell. The JSON output has the whole text.</summary>
    private static string Short(string cell) => cell.Length <= LongestCell ? cell : $"{cell[..LongestCell]}…";

    /// <summary>Writes one object, with a line for each field that has a value.</summary>
    public void Fields(JsonNode thing, params (string Name, string Field)[] fields)
    {
        if (IsJson)
        {
            Json(thing);
            return;
        }

        var width = fields.Max(field => field.Name.Length) + 2;
        foreach (var (name, field) in fields)
        {
            if (Cell(thing, field) is { Length: > 0 } value) to.WriteLine($"{(name + ":").PadRight(width)}{value}");
        }
    }

    /// <summary>Writes a line for people, and nothing if the format is JSON.</summary>
    public void Line(string text)
    {
        if (!IsJson) to.WriteLine(text);
    }

    public void Json(JsonNode node) => to.WriteLine(node.ToJsonString(Readable));

    /// <summary>Writes one of many objects, on a single line.</summary>
    public void JsonLine(JsonNode node) => to.WriteLine(node.ToJsonString(OneLine));

    /// <summary>A field as text: times to the second, lists separated by commas.</summary>
    public static string Cell(JsonNode item, string field)
    {
        if (item[field] is JsonArray list && list.All(one => one is JsonValue)) return string.Join(", ", list);
        if (item[field] is not JsonValue plain) return item[field]?.ToJsonString(OneLine) ?? "";
        return plain.TryGetValue<DateTimeOffset>(out var time) ? $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : plain.ToString();
    }

    private IAnsiConsole Console()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(to) });
        if (System.Console.IsOutputRedirected) console.Profile.Width = WideEnough;
        return console;
    }
}
