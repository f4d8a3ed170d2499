using System.Text.Json;
using EventPlatform.EventStore.Inspection;

namespace EventPlatform.EventStore.Export;

/// <summary>A line of an export: a report at its position, or a row of a table.</summary>
/// <param name="Table">The table of a row; null for a report.</param>
/// <param name="Json">The report, or the row.</param>
/// <param name="Position">The position of a report; 0 for a row.</param>
internal sealed record RestoredLine(ExportedTable? Table, string Json, long Position)
{
    private const string Tombstone = "tombstone";

    /// <summary>Returns the line, or what is wrong with it.</summary>
    public static (RestoredLine? Line, string? Problem) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("table", out var table)
                ? ReadRow(table.GetString(), document.RootElement.GetProperty("row"))
                : ReadReport(text, document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (null, $"is not a line of an export: {e.Message}");
        }
    }

    private static (RestoredLine?, string?) ReadRow(string? name, JsonElement row) =>
        ExportedTable.All.FirstOrDefault(table => table.Name == name) is { } table
            ? (new(table, row.GetRawText(), 0), null)
            : (null, $"belongs to the table {name}, which is not part of an export");

    private static (RestoredLine?, string?) ReadReport(string text, JsonElement report)
    {
        var (position, type) = (report.GetProperty("position").GetInt64(), report.GetProperty("type").GetString()!);
        var data = report.GetProperty("data");
        _ = (report.GetProperty("event").GetGuid(), report.GetProperty("storedAt").GetDateTimeOffset(),
            report.GetProperty("stream").GetString(), report.GetProperty("version").GetInt64());
        if (type == Tombstone) return (new(null, text, position), null);
        var hash = data.TryGetProperty("contentHash", out var stored) ? stored.GetString() : null;
        return LogCheck.ProblemOf(type, data.GetRawText(), hash) is { } problem ? (null, problem) : (new(null, text, position), null);
    }
}
