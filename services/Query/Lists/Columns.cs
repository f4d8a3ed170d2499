using System.Collections;
using System.Globalization;
using CsvHelper;

namespace EventPlatform.Query.Lists;

/// <summary>The columns of a list as CSV: the same on each page, whatever is in it.</summary>
internal sealed class Columns<TItem>(params IReadOnlyList<(string Name, Func<TItem, object?> Value)> columns)
{
    /// <summary>Feeds' words are opened in spreadsheets: none may be run as a formula there.</summary>
    private static readonly CsvWriterOptions Options = new() { CommentPrefix = '#', Injection = CsvInjection.Escape };

    /// <summary>Lines that begin with # tell the position and the attributions; then comes the header. Several values of a field are joined by semicolons.</summary>
    public string Write(ListAnswer<TItem> page)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, Options, leaveOpen: true))
        {
            csv.WriteComment($" position {page.Position}");
            foreach (var (feed, licence, line) in page.Attributions) csv.WriteComment(" " + string.Join(" | ", ((string?[])[$"data of {feed}", licence, line]).OfType<string>()));
            foreach (var (name, _) in columns) csv.WriteField(name);
            csv.EndRecord();
            foreach (var item in page.Items)
            {
                foreach (var (_, value) in columns) csv.WriteField(Field(value(item)));
                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    private static object? Field(object? value) => value is IEnumerable several and not string ? string.Join(';', several.Cast<object>()) : value;
}
