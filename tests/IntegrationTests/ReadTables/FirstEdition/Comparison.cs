using System.Text.Json;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// Compares the read tables of a log with the digests in tests/Data/tables. Writes the rows of tables that differ into
/// artifacts/test-results, and those of all tables if WRITE_TABLES is 1. tests/Data/README.md describes how to compare them.
/// </summary>
internal sealed class Comparison(string log)
{
    private const string Log = "log";
    private const string Results = "artifacts/test-results/tables";
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly bool WritesAll = Environment.GetEnvironmentVariable("WRITE_TABLES") == "1";

    /// <summary>
    /// Returns the differences from the first edition, and those between the rebuild and the served tables; empty if there are none.
    /// </summary>
    public async Task<string> DifferencesAsync(LogicalRows served, LogicalRows rebuilt)
    {
        var expected = await ExpectedAsync();
        var (now, again) = (await served.DigestsAsync(), await rebuilt.DigestsAsync());
        var (others, unequal) = (Differing(now, expected), Differing(again, now));
        Directory.CreateDirectory(InRepository($"{Results}/{log}"));
        foreach (var table in WritesAll ? now.Keys : others.Union(unequal).Where(now.ContainsKey))
            await served.WriteAsync(table, RowsOf(table));
        foreach (var table in unequal.Where(again.ContainsKey)) await rebuilt.WriteAsync(table, RowsOf($"{table}.rebuilt"));
        if (others.Count + unequal.Count == 0) return "";

        await File.WriteAllTextAsync(InRepository($"{Results}/{log}.json"), JsonSerializer.Serialize(now, Readable));
        return string.Join('\n',
        [
            $"Read tables of the {log} log differ from those of the first edition:",
            .. others.Select(table =>
                $"  {table}: {Compared(now.GetValueOrDefault(table), expected.GetValueOrDefault(table))} of the first edition"),
            .. unequal.Select(table => $"  {table}, rebuilt: {Compared(again.GetValueOrDefault(table), now.GetValueOrDefault(table))} before ({table}.rebuilt.ndjson)"),
            $"Their rows are in {Results}/{log}/TABLE.ndjson. To see which differ, run this test with WRITE_TABLES=1 in a checkout",
            "in which it passes, and diff the two files.",
            $"If the new rows are intended, copy {Results}/{log}.json into tests/Data/tables.",
        ]);
    }

    /// <summary>Returns no digests if none are kept for a log of this size.</summary>
    private async Task<SortedDictionary<string, Digest>> ExpectedAsync()
    {
        var path = InRepository($"tests/Data/tables/{log}.json");
        if (!File.Exists(path)) return [];
        return JsonSerializer.Deserialize<SortedDictionary<string, Digest>>(await File.ReadAllTextAsync(path), Readable)!;
    }

    /// <summary>Returns only the log if it differs, because everything else follows from it.</summary>
    private static List<string> Differing(SortedDictionary<string, Digest> now, SortedDictionary<string, Digest> expected)
    {
        var differing = now.Keys.Union(expected.Keys)
            .Where(table => now.GetValueOrDefault(table) != expected.GetValueOrDefault(table)).ToList();
        return differing.Contains(Log) ? [Log] : differing;
    }

    private static string Compared(Digest? now, Digest? expected) => now?.Rows == expected?.Rows
        ? $"{now?.Rows:N0} rows, not all of them those"
        : $"{now?.Rows ?? 0:N0} rows instead of the {expected?.Rows ?? 0:N0}";

    private string RowsOf(string table) => InRepository($"{Results}/{log}/{table}.ndjson");

    private static string InRepository(string path) => Path.Combine(Machine.Repository, path);
}
