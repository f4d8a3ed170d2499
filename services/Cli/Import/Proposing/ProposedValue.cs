using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary>How a column's values can be read for a place in a report, tried on those that the sample has.</summary>
internal static partial class ProposedValue
{
    /// <summary>Begins a value that goes on in lines of its own.</summary>
    public const char LineBreak = '\n';

    private const int MaxWords = 40;

    private static readonly NumberReading Amount = NumberReading.Plain with { Currency = NumberReading.AnyCurrency };

    private static readonly string[] DatePatterns =
    [
        "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy", "yyyy/MM/dd", "dd-MM-yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd-MMM-yy", "d-MMM-yy", "dd-MMM-yyyy", "d MMM yyyy",
        "MMM d, yyyy", "MMMM d, yyyy", "d MMMM yyyy", "MMM yyyy", "MMMM yyyy", "MMM-yy", "MM/yyyy", "M/yyyy", "dd/MM/yyyy HH:mm", "M/d/yyyy H:mm", "year-fraction", "excel", "unix",
    ];

    /// <summary>YAML of the value, with what it goes into indented by so much.</summary>
    public static string Text(FileSample sample, string column, ContractShape shape, string field, string indent)
    {
        var name = JsonSerializer.Serialize($"{{{column}}}", Yaml);
        var values = sample.Values(column).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (field == "country") return $"{{ from: {name}, as: country }}";
        if (field == "key") return $"{{ from: {name}{(values.Exists(value => value.Contains('/', StringComparison.Ordinal)) ? ", pattern: '([^/]+)/?$'" : "")}, as: key }}";
        return shape.Kind switch
        {
            ShapeKind.Date => Date(name, values),
            ShapeKind.Number => Number(column, name, values),
            ShapeKind.Word => Words(name, values, shape, indent),
            _ => name,
        };
    }

    private static readonly JsonSerializerOptions Yaml = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Date(string name, List<string> values)
    {
        if (values.TrueForAll(value => DateReading.Plain.TryRead(value, out _))) return name;
        var fitting = DatePatterns.Where(pattern => values.TrueForAll(value => new DateReading([pattern]).TryRead(value, out _))).ToList();
        if (fitting.Count > 0) return $"{{ from: {name}, formats: [{Quoted(fitting[0])}] }}{(fitting.Count > 1 ? $"   # or {string.Join(" or ", fitting.Skip(1))}: the values fit all" : "")}";
        var some = DatePatterns.Where(pattern => values.Exists(value => new DateReading([pattern]).TryRead(value, out _))).Select(Quoted);
        return $"{{ from: {name}, formats: [{string.Join(", ", some.Prepend("iso"))}] }}   # some are dates of other kinds, such as {values.Find(value => !DateReading.Plain.TryRead(value, out _))}";
    }

    private static string Number(string column, string name, List<string> values)
    {
        var millions = Millions().IsMatch(column) ? ", times: 1000000" : "";
        var note = millions.Length > 0 ? "   # the header speaks of millions: is it so?" : "";
        if (values.TrueForAll(value => Amount.TryRead(value, out _))) return millions.Length > 0 ? $"{{ from: {name}{millions} }}{note}" : name;
        var comma = Amount with { DecimalMark = ',' };
        if (values.TrueForAll(value => comma.TryRead(value, out _))) return $"{{ from: {name}, decimal: \",\"{millions} }}{note}";
        return $"{(millions.Length > 0 ? $"{{ from: {name}{millions} }}" : name)}   # not all are numbers, such as '{values.Find(value => !Amount.TryRead(value, out _))}': see decimal, units and else";
    }

    private static string Words(string name, List<string> values, ContractShape shape, string indent)
    {
        var words = shape.Words.ToList();
        var lines = values.Take(MaxWords).Select(value => $"{indent}    {Word(value, words)}").ToList();
        var isEmpty = lines.TrueForAll(line => line.TrimStart().StartsWith('#'));
        return $"{LineBreak}{indent}  from: {name}\n{indent}  # each must be one of {string.Join(", ", words)}; a value that is not in the table is refused\n{indent}  table:{(isEmpty ? " {}" : "")}\n{string.Join('\n', lines)}";
    }

    private static string Word(string value, List<string> words)
    {
        var text = JsonSerializer.Serialize(value, Yaml);
        // Nothing is left out: series-c+ is not series-c
        var slug = value.ToLowerInvariant().Replace(' ', '-').Replace('_', '-');
        if (words.Contains(slug, StringComparer.Ordinal)) return $"{text}: {slug}";
        return WordGuesses.Of(value, words) is { } guess ? $"{text}: {guess}      # a guess: is it so?" : $"# {text}:      # choose a word for it";
    }

    private static string Quoted(string pattern) => pattern.Contains(',', StringComparison.Ordinal) ? $"\"{pattern}\"" : pattern.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(^|[^\p{L}])(m|mn|mio|mln|mill|million|millions|millionen)([^\p{L}]|$)|[$€£]m\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Millions();
}
