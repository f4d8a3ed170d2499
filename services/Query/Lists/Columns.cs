using System.Collections;
using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Lists;

/// <summary>The columns of a list as CSV (RFC 4180): the same on each page, whatever is in it. The first line names them; every field is quoted.</summary>
internal sealed class Columns<TItem>(params IReadOnlyList<(string Name, Func<TItem, object?> Value)> columns)
{
    /// <summary>What spreadsheets take for the beginning of a formula, quoted or not.</summary>
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    /// <summary>Several values of a field are joined by semicolons.</summary>
    public string Write(IEnumerable<TItem> items)
    {
        var csv = new StringBuilder();
        Line(csv, columns.Select(column => column.Name));
        foreach (var item in items) Line(csv, columns.Select(column => Field(column.Value(item))));
        return csv.ToString();
    }

    private static void Line(StringBuilder csv, IEnumerable<string> fields) =>
        csv.AppendJoin(',', fields.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");

    /// <summary>Feeds' words are opened in spreadsheets, where none may run as a formula: an apostrophe before it keeps a text a text.</summary>
    private static string Field(object? value) => value switch
    {
        IEnumerable several and not string => Field(string.Join(';', several.Cast<object>())),
        string text => text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text,
        null => "",
        _ => JsonSerializer.Serialize(value, ContractJson.Options).Trim('"'),
    };
}
