using System.Collections;
using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Lists;

/// <summary>
/// Writes a list as CSV (RFC 4180), with the same columns on every page. The first line names them; every field is quoted.
/// </summary>
internal sealed class Columns<TItem>(params IReadOnlyList<(string Name, Func<TItem, object?> Value)> columns)
{
    /// <summary>Characters that spreadsheets take for the beginning of a formula, even in a quoted field.</summary>
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    /// <summary>Spreadsheets count days from 1900, and take that year for a leap year. Their dates are right from this day on.</summary>
    private static readonly DateOnly FirstDay = new(1900, 3, 1);

    private const int MostOfCell = 32_767; // characters

    /// <summary>Several values of a field are joined by semicolons.</summary>
    /// <param name="notes">Lines after the items, in the first column.</param>
    public string Write(IEnumerable<TItem> items, IEnumerable<string> notes)
    {
        var csv = new StringBuilder();
        Line(csv, columns.Select(column => column.Name));
        foreach (var item in items) Line(csv, columns.Select(column => Field(column.Value(item))));
        foreach (var note in notes) Line(csv, columns.Select((_, index) => index == 0 ? note : ""));
        return csv.ToString();
    }

    /// <summary>The same for a spreadsheet, which has types for numbers and days.</summary>
    public DataTable Table(IEnumerable<TItem> items)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var (name, _) in columns) table.Columns.Add(name, typeof(object));
        foreach (var item in items) table.Rows.Add([.. columns.Select(column => Cell(column.Value(item)))]);
        return table;
    }

    private static object Cell(object? value) => value switch
    {
        null => DBNull.Value,
        decimal or int or long or double or bool => value,
        DateOnly day when day >= FirstDay => day.ToDateTime(TimeOnly.MinValue),
        _ => Shortened(Text(value)),
    };

    private static string Shortened(string text) => text.Length > MostOfCell ? $"{text[..(MostOfCell - 1)]}…" : text;

    private static void Line(StringBuilder csv, IEnumerable<string> fields) =>
        csv.AppendJoin(',', fields.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append("\r\n");

    /// <summary>Puts an apostrophe before a text that a spreadsheet would run as a formula, because feeds may send such texts.</summary>
    private static string Field(object? value)
    {
        var text = Text(value);
        var isWord = value is string or IEnumerable;
        return isWord && text.Length > 0 && Formulas.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable several => string.Join(';', several.Cast<object>()),
        _ => JsonSerializer.Serialize(value, ContractJson.Options).Trim('"'),
    };
}
