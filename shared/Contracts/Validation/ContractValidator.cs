using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// Holds JSON against a contract type as declared (required, nullable, lengths, ranges, enums, the type's own checks) and collects every
/// problem with its JSON Pointer. Fields that the contract does not know are let through: the log keeps them as sent.
/// </summary>
public sealed class ContractValidator(ICollection<Problem> problems, DateOnly today)
{
    private const int MaxDigits = 18;
    private const decimal MaxNumber = 1e18m; // sums of them stay far below what a decimal holds
    private const int MaxItems = 500;

    /// <summary>The value as its type; null where there is a problem.</summary>
    public object? Read(JsonElement element, Type type, string pointer)
    {
        var before = problems.Count;
        var shape = ContractShape.Of(type);
        var value = TryDeserialize(element, shape);
        Check(element, value, shape, field: null, pointer);
        if (value is null && problems.Count == before) throw new NotSupportedException($"{type} does not read, and no rule says why: add one here");
        return problems.Count == before ? value : null;
    }

    private void Check(JsonElement element, object? value, ContractShape shape, ShapeProperty? field, string pointer)
    {
        var before = problems.Count;
        switch (shape.Info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object: CheckProperties(element, value, shape, pointer); break;
            case JsonTypeInfoKind.Object: Add(pointer, "must be an object"); break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array: CheckItems(element, value, shape, pointer); break;
            case JsonTypeInfoKind.Enumerable: Add(pointer, "must be an array"); break;
            default: CheckValue(element, value, shape, field, pointer); break;
        }

        if (!shape.IsChecked || problems.Count > before) return;
        // Where the whole does not read, its sound parts are still checked, so that all problems are told at once
        if ((value ?? TryDeserialize(element, shape)) is IChecked part)
        {
            foreach (var problem in part.Check(today)) Add(pointer + problem.Pointer, problem.Message);
        }
    }

    private void CheckProperties(JsonElement element, object? value, ContractShape shape, string pointer)
    {
        foreach (var property in shape.Properties)
        {
            var at = $"{pointer}/{property.Info.Name}";
            if (!element.TryGetProperty(property.Info.Name, out var sent))
            {
                if (property.Info.IsRequired) Add(at, "is required");
            }
            else if (sent.ValueKind == JsonValueKind.Null)
            {
                if (!property.Info.IsSetNullable) Add(at, "must not be null");
            }
            else
            {
                Check(sent, value is null ? null : property.Info.Get!(value), property.Shape, property, at);
            }
        }
    }

    private void CheckItems(JsonElement element, object? value, ContractShape shape, string pointer)
    {
        if (element.GetArrayLength() > MaxItems)
        {
            Add(pointer, $"must have at most {MaxItems} items");
            return;
        }

        var values = value as System.Collections.IList;
        foreach (var (index, item) in element.EnumerateArray().Index()) Check(item, values?[index], shape.Items, field: null, $"{pointer}/{index}");
    }

    private void CheckValue(JsonElement element, object? value, ContractShape shape, ShapeProperty? field, string pointer)
    {
        var type = shape.Info.Type;
        if (type == typeof(string)) CheckText(element, field, pointer);
        else if (type == typeof(decimal)) CheckNumber(element, field, pointer);
        else if (type == typeof(PartialDate)) CheckReads(element, value, shape, pointer, PartialDateJson.Expected);
        else if (type.IsEnum) CheckReads(element, value, shape, pointer, $"must be one of {shape.EnumNames}");
        else throw new NotSupportedException($"{type} has no rule: add one here");
    }

    private void CheckText(JsonElement element, ShapeProperty? field, string pointer)
    {
        if (element.ValueKind != JsonValueKind.String) Add(pointer, "must be a string");
        else if (field?.Length is { } length && element.GetString()!.Length is var characters)
        {
            if (characters < length.MinimumLength) Add(pointer, "must not be empty");
            if (characters > length.MaximumLength) Add(pointer, $"must have at most {length.MaximumLength} characters");
        }
    }

    private void CheckNumber(JsonElement element, ShapeProperty? field, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Number) Add(pointer, "must be a number, not a string of digits");
        else if (!element.TryGetDecimal(out var number) || JsonNumber.Parse(element).Digits.Length > MaxDigits) Add(pointer, $"must have at most {MaxDigits} significant digits");
        else if (Math.Abs(number) >= MaxNumber) Add(pointer, "must be less than 1e18");
        else if (field?.Range is { } range && !range.IsValid((double)number))
            Add(pointer, range.Maximum is double.MaxValue ? $"must be at least {range.Minimum}" : $"must be from {range.Minimum} to {range.Maximum}");
    }

    private void CheckReads(JsonElement element, object? value, ContractShape shape, string pointer, string expected)
    {
        if (value is null && TryDeserialize(element, shape) is null) Add(pointer, expected);
    }

    private static object? TryDeserialize(JsonElement element, ContractShape shape)
    {
        try
        {
            return element.Deserialize(shape.Info);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Add(string pointer, string message) => problems.Add(new Problem(pointer, message));
}
