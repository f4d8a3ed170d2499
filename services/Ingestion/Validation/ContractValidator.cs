using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Ingestion.Validation;

/// <summary>
/// Holds JSON against a contract type as declared (required, nullable, lengths, ranges, enums, the type's own checks) and collects every
/// problem with its JSON Pointer. Fields that the contract does not know are let through: the log keeps them as sent.
/// </summary>
internal sealed class ContractValidator(List<Problem> problems)
{
    private const int MaxDigits = 18;
    private const int MaxItems = 500;

    public void Check(JsonElement element, Type type, string pointer, ICustomAttributeProvider? declared = null)
    {
        var before = problems.Count;
        var info = ContractJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object: CheckProperties(element, info, pointer); break;
            case JsonTypeInfoKind.Object: Add(pointer, "must be an object"); break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array: CheckItems(element, info, pointer); break;
            case JsonTypeInfoKind.Enumerable: Add(pointer, "must be an array"); break;
            default: CheckValue(element, info.Type, pointer, declared); break;
        }

        if (problems.Count == before && info.Type.IsAssignableTo(typeof(IChecked)))
        {
            problems.AddRange(((IChecked)element.Deserialize(info)!).Check().Select(problem => problem with { Pointer = pointer + problem.Pointer }));
        }
    }

    private void CheckProperties(JsonElement element, JsonTypeInfo info, string pointer)
    {
        foreach (var property in info.Properties)
        {
            var at = $"{pointer}/{property.Name}";
            if (!element.TryGetProperty(property.Name, out var value))
            {
                if (property.IsRequired) Add(at, "is required");
            }
            else if (value.ValueKind == JsonValueKind.Null)
            {
                if (!property.IsSetNullable) Add(at, "must not be null");
            }
            else
            {
                Check(value, property.PropertyType, at, property.AttributeProvider);
            }
        }
    }

    private void CheckItems(JsonElement element, JsonTypeInfo info, string pointer)
    {
        if (element.GetArrayLength() > MaxItems) Add(pointer, $"must have at most {MaxItems} items");
        else foreach (var (index, item) in element.EnumerateArray().Index()) Check(item, info.ElementType!, $"{pointer}/{index}");
    }

    private void CheckValue(JsonElement element, Type type, string pointer, ICustomAttributeProvider? declared)
    {
        if (type == typeof(string)) CheckText(element, pointer, Declared<StringLengthAttribute>(declared));
        else if (type == typeof(decimal)) CheckNumber(element, pointer, Declared<RangeAttribute>(declared));
        else if (type == typeof(PartialDate)) CheckReads(element, type, pointer, PartialDateJson.Expected);
        else if (type.IsEnum) CheckReads(element, type, pointer, $"must be one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Name))}");
        else throw new NotSupportedException($"{type} has no rule: add one here");
    }

    private void CheckText(JsonElement element, string pointer, StringLengthAttribute? length)
    {
        if (element.ValueKind != JsonValueKind.String) Add(pointer, "must be a string");
        else if (element.GetString()!.Length < length?.MinimumLength) Add(pointer, "must not be empty");
        else if (element.GetString()!.Length > length?.MaximumLength) Add(pointer, $"must have at most {length.MaximumLength} characters");
    }

    private void CheckNumber(JsonElement element, string pointer, RangeAttribute? range)
    {
        if (element.ValueKind != JsonValueKind.Number) Add(pointer, "must be a number, not a string of digits");
        else if (!element.TryGetDecimal(out var number) || Digits(number) > MaxDigits) Add(pointer, $"must have at most {MaxDigits} significant digits");
        else if (range is not null && !range.IsValid((double)number)) Add(pointer, Outside(range));
    }

    private static string Outside(RangeAttribute range) =>
        range.Maximum is double.MaxValue ? $"must be at least {range.Minimum}" : $"must be from {range.Minimum} to {range.Maximum}";

    private static int Digits(decimal number) =>
        number.ToString("0.#############################", CultureInfo.InvariantCulture).TrimStart('-').Replace(".", "", StringComparison.Ordinal).Trim('0').Length;

    private void CheckReads(JsonElement element, Type type, string pointer, string expected)
    {
        try
        {
            element.Deserialize(type, ContractJson.Options);
        }
        catch (JsonException)
        {
            Add(pointer, expected);
        }
    }

    private static string Name(object value) => JsonSerializer.SerializeToElement(value, value.GetType(), ContractJson.Options).GetString()!;

    private static T? Declared<T>(ICustomAttributeProvider? declared) where T : Attribute =>
        declared?.GetCustomAttributes(typeof(T), inherit: true).Cast<T>().FirstOrDefault();

    private void Add(string pointer, string message) => problems.Add(new Problem(pointer, message));
}
