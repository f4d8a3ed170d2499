using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>Why the platform would not take a report: what its contract declares, and the rules that the contract's own parts have.</summary>
internal static class Misfits
{
    private const string Lacks = "including: ";

    public static IEnumerable<string> Of(RowReport report, DateOnly today)
    {
        try
        {
            var data = report.Data.Deserialize(ReportTypes.ByName[report.Type], ContractJson.Options)!;
            return Check(data, "/data", today).Select(problem => $"{problem.Pointer}: {problem.Message}");
        }
        catch (JsonException e)
        {
            return [$"/data{e.Path?.TrimStart('$').Replace('.', '/').Replace('[', '/').Replace("]", "", StringComparison.Ordinal)}: {Readable(e.Message)}"];
        }
    }

    private static IEnumerable<Problem> Check(object value, string pointer, DateOnly today)
    {
        var own = value is IChecked part ? part.Check(today).Select(problem => problem with { Pointer = pointer + problem.Pointer }) : [];
        var info = ContractJson.Options.GetTypeInfo(value.GetType());
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.SelectMany(property => CheckField(property, value, pointer, today)).Concat(own),
            JsonTypeInfoKind.Enumerable => ((IEnumerable)value).Cast<object>().SelectMany((item, index) => Check(item, $"{pointer}/{index}", today)),
            _ => own,
        };
    }

    private static IEnumerable<Problem> CheckField(JsonPropertyInfo property, object owner, string pointer, DateOnly today)
    {
        if (property.Get?.Invoke(owner) is not { } value) return [];
        var at = $"{pointer}/{property.Name}";
        var declared = property.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true).Cast<ValidationAttribute>() ?? [];
        return declared.Where(rule => !rule.IsValid(value)).Select(rule => new Problem(at, Expected(rule))).Concat(Check(value, at, today));
    }

    private static string Expected(ValidationAttribute rule) => rule switch
    {
        StringLengthAttribute length => length.MinimumLength > 0 ? $"must have {length.MinimumLength} to {length.MaximumLength} characters" : $"must have at most {length.MaximumLength} characters",
        RangeAttribute { Maximum: double.MaxValue } range => $"must be at least {range.Minimum}",
        RangeAttribute range => $"must be from {range.Minimum} to {range.Maximum}",
        _ => rule.FormatErrorMessage(""),
    };

    private static string Readable(string message) => message.IndexOf(Lacks, StringComparison.Ordinal) is > 0 and var start
        ? $"lacks {message[(start + Lacks.Length)..].TrimEnd('.')}"
        : message.Split(" Path:")[0];
}
