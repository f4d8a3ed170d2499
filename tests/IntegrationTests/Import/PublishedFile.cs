using System.IO.Compression;
using System.Text;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Import;

/// <summary>Reads a published file with a few plain lines of code that share nothing with the importer.</summary>
internal static class PublishedFile
{
    /// <summary>Unpacks a file of the test data into a directory, and returns its path.</summary>
    public static string Unpack(string name, string into)
    {
        var path = Path.Combine(into, name);
        using var packed = new GZipStream(
            File.OpenRead(Path.Combine(Machine.Repository, "tests/Data/imports", name + ".gz")), CompressionMode.Decompress);
        using var unpacked = File.Create(path);
        packed.CopyTo(unpacked);
        return path;
    }

    /// <summary>
    /// Returns the rows by column, except those without any value. Each byte becomes one character unless the file is UTF-8.
    /// </summary>
    public static List<Dictionary<string, string>> Rows(string path, bool isUtf8 = true)
    {
        var records = Records(File.ReadAllText(path, isUtf8 ? Encoding.UTF8 : Encoding.Latin1)).ToList();
        return [.. records.Skip(1).Where(record => record.Any(cell => cell.Trim().Length > 0)).Select(record => Row(records[0], record))];
    }

    private static Dictionary<string, string> Row(List<string> header, List<string> record)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, cell) in header.Zip(record))
            row.TryAdd(name.Trim(), string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return row;
    }

    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\r' or '\n')) cell.Append(c);
            else
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                if (record.Count > 1) yield return record;
                record = [];
            }
        }

        if (record.Count > 0) yield return [.. record, cell.ToString()];
    }
}
