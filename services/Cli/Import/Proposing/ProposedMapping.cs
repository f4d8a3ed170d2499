using System.Text;
using System.Text.RegularExpressions;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Values;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary>The text of a mapping for a file: what its header suggests, and notes where somebody has to choose.</summary>
internal sealed partial class ProposedMapping(FileSample sample, Target target)
{
    private readonly ContractShape root = new(ReportTypes.ByName[target.Type]);
    private static readonly string[] Currencies = ["USD", "EUR", "GBP", "JPY", "CNY", "INR", "CAD", "AUD", "CHF", "SEK"];

    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private readonly HashSet<string> lists = new(StringComparer.Ordinal);
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    public string Text()
    {
        var name = CompanyKey.FromName(Path.GetFileNameWithoutExtension(sample.Path));
        var data = Data();
        var text = new StringBuilder()
            .AppendLine($"# Proposed from {Path.GetFileName(sample.Path)}: go through it, then try eventctl import --map NAME.yaml --dry-run {Path.GetFileName(sample.Path)}")
            .Append(used.Count == 0 ? "# No column was recognised: what {choose a column} stands for is up to you, and 'type' (docs/reports.md) too\n" : "")
            .AppendLine($"source: /feeds/{name}      # choose once: it names the feed for good")
            .AppendLine("licence: choose").AppendLine("attribution: choose");
        if (sample.Format != FileFormat.Csv || sample.EncodingName != "utf-8") text.AppendLine().AppendLine("file:");
        if (sample.Format != FileFormat.Csv) text.AppendLine($"  format: {(sample.Format == FileFormat.Tsv ? "tsv" : "json-lines")}");
        if (sample.EncodingName != "utf-8") text.AppendLine($"  encoding: {sample.EncodingName}      # guessed: other bytes than UTF-8");
        text.AppendLine().AppendLine("# What tells a row's thing from others, and stays from release to release")
            .AppendLine($"record: {Record()}").AppendLine()
            .AppendLine("reports:").AppendLine($"  - type: {target.Type}").AppendLine("    data:").Append(data);
        var rest = sample.Columns.Where(column => !used.Contains(column)).ToList();
        if (rest.Count > 0) text.AppendLine().AppendLine($"# Not used: {string.Join(", ", rest)}");
        return text.ToString().ReplaceLineEndings("\n");
    }

    private string Data()
    {
        var text = new StringBuilder();
        foreach (var group in target.Slots.GroupBy(slot => slot.Path.Split('/')[0], StringComparer.Ordinal))
        {
            var filled = group.Select(slot => (slot.Path, Value: Value(slot))).Where(slot => slot.Value is not null).ToList();
            // Constants alone, such as a currency without an amount, say nothing
            if (filled.Count == 0 || (group.Count() > 1 && group.All(slot => slot.FirstFitting(sample.Columns) is null) && group.All(slot => slot.Otherwise is null || !slot.Otherwise.Contains('{', StringComparison.Ordinal)) && group.Key != "location")) continue;
            var key = group.Key;
            if (!filled[0].Path.Contains('/', StringComparison.Ordinal)) text.AppendLine(Line($"      {key}", filled[0].Value!));
            else text.AppendLine($"      {key}:").Append(Condition(filled)).AppendJoin('\n', filled.Select(slot => Line($"        {slot.Path.Split('/')[1]}", slot.Value!))).AppendLine();
        }

        return text.ToString();
    }

    /// <summary>A currency without an amount is no money.</summary>
    private static string Condition(List<(string Path, string? Value)> filled) =>
        filled.Find(slot => slot.Path.EndsWith("/amount", StringComparison.Ordinal)).Value is { } amount && AmountColumn().Match(amount) is { Success: true } column
            ? $"        when: {column.Value}\n" : "";

    [GeneratedRegex("\"\\{[^\"]+\\}\"", RegexOptions.None, 1000)]
    private static partial Regex AmountColumn();

    private static string Line(string key, string value) => value.StartsWith(ProposedValue.LineBreak) ? $"{key}:{value}" : $"{key}: {value}";

    private string? Value(Slot slot)
    {
        var shape = slot.Path.Split('/').Aggregate(root, (at, name) => at.Fields[name].Shape);
        if (shape.Kind == ShapeKind.Date && YearAnd() is { } parts) return parts;
        var column = slot.FirstFitting(sample.Columns.Where(column => !used.Contains(column)));
        if (column is null) return slot.Path.EndsWith("currency", StringComparison.Ordinal) && Currency() is { } currency ? $"{currency}      # a guess: is it so?" : Constant(slot);
        used.Add(column);
        if (shape.Kind == ShapeKind.Number) numbers.Add(column);
        if (shape.Kind == ShapeKind.List) lists.Add(column);
        if (shape.Kind == ShapeKind.List) return $"\n        split: \"{{{column}}}\"\n        by: [\",\", \";\"]\n        each:\n          party: {{ name: \"{{item}}\", kind: organisation }}";
        return ProposedValue.Text(sample, column, shape, slot.Path.Split('/')[^1], slot.Path.Contains('/', StringComparison.Ordinal) ? "        " : "      ");
    }

    private static string? Constant(Slot slot) => slot.Otherwise is { } otherwise ? $"{otherwise}{(otherwise.StartsWith('"') ? "" : "      # for every row: is it so?")}" : null;

    /// <summary>Of a sign that all amounts have, else of a header.</summary>
    private string? Currency()
    {
        var signs = numbers.SelectMany(sample.Values).SelectMany(value => NumberParts.Of(value, null)?.Signs ?? []).Distinct(StringComparer.Ordinal).ToList();
        if (signs is [var sign] && CurrencySigns.Find(sign) is [var code, ..]) return code;
        return signs.Count > 1 ? null : used.SelectMany(column => Currencies.Where(currency => column.Contains(currency, StringComparison.OrdinalIgnoreCase))).FirstOrDefault();
    }

    /// <summary>A year, and a quarter or month of it, in columns of their own.</summary>
    private string? YearAnd()
    {
        var year = sample.Columns.FirstOrDefault(column => column.Equals("year", StringComparison.OrdinalIgnoreCase));
        var part = sample.Columns.FirstOrDefault(column => column.Equals("quarter", StringComparison.OrdinalIgnoreCase) || column.Equals("month", StringComparison.OrdinalIgnoreCase));
        if (year is null || part is null) return null;
        used.UnionWith([year, part]);
        return part.StartsWith('q') || part.StartsWith('Q') ? $"\"{{{year}}}-Q{{{part}}}\"" : $"{{ from: \"{{{year}}}-{{{part}}}\", formats: [yyyy-M, yyyy-MMM, yyyy-MMMM] }}";
    }

    private string Record()
    {
        var identifiers = sample.Columns.Where(column => IsUnique(column) && new Slot("", "(^|[^a-z])(id|ref|key|code|permalink|uuid|number|no|nr|num)([^a-z]|$) idnr|_id").FirstFitting([column]) is not null).ToList();
        if (identifiers.Count > 0) return $"\"{{{identifiers[0]}}}\"   # is it so?";
        return $"\"{string.Join('/', Telling().Select(column => $"{{{column}}}"))}\"   # no column looks like an identifier: is this one? It should not change from release to release";
    }

    /// <summary>Columns that tell rows apart, each more than those before it.</summary>
    private List<string> Telling()
    {
        var chosen = new List<string>();
        var most = 0;
        foreach (var column in used.Where(column => !numbers.Contains(column) && !lists.Contains(column)))
        {
            List<string> with = [.. chosen, column];
            var count = sample.Rows.Select(row => string.Join('/', with.Select(part => row.Cell(Header.Normalise(part))))).Distinct(StringComparer.Ordinal).Count();
            if (count > most) (chosen, most) = (with, count);
            if (most == sample.Rows.Count) break;
        }

        return chosen;
    }

    private bool IsUnique(string column)
    {
        var values = sample.Values(column).ToList();
        return values.Count == sample.Rows.Count && values.Distinct(StringComparer.Ordinal).Count() == values.Count;
    }
}
