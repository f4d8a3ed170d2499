using System.Text;
using EventPlatform.Cli.Import.Rows;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>Reads how a file is laid out; without a word about it, it is UTF-8 with a header in line 1.</summary>
internal static class FileShapeReader
{
    public static FileShape Read(YamlNode? node, List<MappingProblem> problems)
    {
        var map = new YamlMap(node ?? new YamlMappingNode(), problems);
        var format = ReadFormat(map, problems);
        var shape = new FileShape(
            format,
            ReadEncoding(map, problems),
            ReadDelimiter(map, problems) ?? (format == FileFormat.Tsv ? '\t' : null),
            (int)(map.Number("header-line") ?? 1),
            map.Texts("columns"),
            string.Equals(map.Text("ragged"), "allow", StringComparison.Ordinal));
        map.Close();
        return shape;
    }

    private static FileFormat ReadFormat(YamlMap map, List<MappingProblem> problems)
    {
        if (map.Take("format") is not { } node) return FileFormat.Csv;
        switch (node.Text(problems))
        {
            case "csv": return FileFormat.Csv;
            case "tsv": return FileFormat.Tsv;
            case "json-lines": return FileFormat.JsonLines;
            default:
                problems.Add(node.Problem("must be csv, tsv or json-lines"));
                return FileFormat.Csv;
        }
    }

    private static char? ReadDelimiter(YamlMap map, List<MappingProblem> problems)
    {
        if (map.Take("delimiter") is not { } node || node.Text(problems) is not { } text) return null;
        if (text is "tab") return '\t';
        if (text is [var delimiter] && char.IsAscii(delimiter)) return delimiter;
        problems.Add(node.Problem("must be one ASCII character, or tab"));
        return null;
    }

    private static Encoding ReadEncoding(YamlMap map, List<MappingProblem> problems)
    {
        var node = map.Take("encoding");
        var name = node?.Text(problems) ?? "utf-8";
        if (InputEncoding.Find(name) is { } encoding) return encoding;
        problems.Add(node!.Problem($"there is no encoding '{name}': it may be utf-8, windows-1252, iso-8859-1, macintosh, utf-16 and others of the IANA names"));
        return Encoding.UTF8;
    }
}
