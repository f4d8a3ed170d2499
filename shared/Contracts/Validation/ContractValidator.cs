using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts.Validation;

/// <summary>
/// Checks JSON against a contract type as declared (required, nullable, lengths, ranges, enums, the type's own checks) and collects every
/// problem with its JSON Pointer. Unknown fields are not a problem: the log keeps them under <c>extensions</c>.
/// </summary>
public sealed class ContractValidator(ICollection<Problem> problems, DateOnly today)
{
    private const int MaxDigits = 18;
    private const decimal MaxNumber = 1e18m; // sums of such numbers stay far below the range of decimal
    private const int MaxItems = 500;

    /// <summary>True if there were fields that the contract does not know, under <c>extensions</c> or beside it.</summary>
    public bool HasUnknownFields { get; private set; }

    /// <summary>Returns the value as its type, or null if there is a problem.</summary>
    public object? Read(JsonElement element, Type type, string pointer)
    {
        var before = problems.Count;
        var shape = ContractShape.Of(type);
        var value = TryDeserialize(element, shape);
        Check(element, value, shape, field: null, pointer);
        foreach (var problem in HasUnknownFields ? SameNames.In(element, pointer) : []) problems.Add(problem);
        if (value is null && problems.Count == before)
            throw new NotSupportedException($"{type} does not read, and no rule says why: add one here");
        return problems.Count == before ? value : null;
    }

    private void Check(JsonElement element, object? value, ContractShape shape, ShapeProperty? field, string pointer)
    {
        var before = problems.Count;
        switch (shape.Info.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                CheckProperties(element, value, shape, pointer);
                break;
            case JsonTypeInfoKind.Object: Add(pointer, "must be an object"); break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array:
                CheckItems(element, value, shape, pointer);
                break;
            case JsonTypeInfoKind.Enumerable: Add(pointer, "must be an array"); break;
            default: CheckValue(element, value, shape, field, pointer); break;
        }

        if (!shape.IsChecked || problems.Count > before) return;
        // If the whole cannot be read, the parts that can are still checked, so that all problems are reported at once
        if ((value ?? TryDeserialize(element, shape)) is IChecked part)
        {
            foreach (var problem in part.Check(today)) Add(pointer + problem.Pointer, problem.Message);
        }
    }

    private void CheckProperties(JsonElement element, object? value, ContractShape shape, string pointer)
    {
        var known = 0;
        foreach (var property in shape.Properties)
        {
            var at = $"{pointer}/{property.Info.Name}";
            if (!element.TryGetProperty(property.Info.Name, out var sent))
            {
                if (property.Info.IsRequired) Add(at, "is required");
                continue;
            }

            known++;
            if (sent.ValueKind == JsonValueKind.Null)
            {
                if (!property.Info.IsSetNullable) Add(at, "must not be null");
            }
            else
            {
                Check(sent, value is null ? null : property.Info.Get!(value), property.Shape, property, at);
            }
        }

        CheckUnknown(element, known, pointer);
    }

    private void CheckUnknown(JsonElement element, int known, string pointer)
    {
        if (element.GetPropertyCount() == known) return;
        HasUnknownFields = true;
        if (element.TryGetProperty(Extensions.Name, out var extensions))
            CheckExtensions(element, extensions, $"{pointer}/{Extensions.Name}");
    }

    private void CheckExtensions(JsonElement element, JsonElement extensions, string pointer)
    {
        if (extensions.ValueKind != JsonValueKind.Object)
        {
            Add(pointer, "must be an object with the fields that the contract does not know");
            return;
        }

        var beside = element.EnumerateObject().Select(field => field.Name.Normalize()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in extensions.EnumerateObject().Select(field => field.Name.Normalize()).Where(beside.Contains))
            Add($"{pointer}/{JsonPointer.Escape(name)}", $"must be sent once: there is a {name} beside {Extensions.Name} as well");
    }

    private void CheckItems(JsonElement element, object? value, ContractShape shape, string pointer)
    {
        if (element.GetArrayLength() > MaxItems)
        {
            Add(pointer, $"must have at most {MaxItems} items");
            return;
        }

        var values = value as System.Collections.IList;
        foreach (var (index, item) in element.EnumerateArray().Index())
            Check(item, values?[index], shape.Items, field: null, $"{pointer}/{index}");
    }

    private void CheckValue(JsonElement element, object? value, ContractShape shape, ShapeProperty? field, string pointer)
    {
        var type = shape.Info.Type;
        if (type == typeof(string)) CheckText(element, field, pointer);
        else if (type == typeof(decimal)) CheckNumber(element, field, pointer);
        else if (type == typeof(PartialDate)) CheckDate(element, value, shape, pointer);
        else if (type.IsEnum) CheckReads(element, value, shape, pointer, $"must be one of {shape.EnumNames}");
        else throw new NotSupportedException($"{type} has no rule: add one here");
    }

    private void CheckText(JsonElement element, ShapeProperty? field, string pointer)
    {
        if (element.ValueKind != JsonValueKind.String) Add(pointer, "must be a string");
        else if (field?.Length is { } length && !IsShort(element, length) && element.GetString()!.Length is var characters)
        {
            if (characters < length.MinimumLength) Add(pointer, "must not be empty");
            if (characters > length.MaximumLength) Add(pointer, $"must have at most {length.MaximumLength} characters");
        }
    }

    /// <summary>Decides without decoding: a text never has more characters than bytes, and a text with bytes is not empty.</summary>
    private static bool IsShort(JsonElement text, StringLengthAttribute length) =>
        length.MinimumLength <= 1 && JsonMarshal.GetRawUtf8Value(text).Length - 2 is var bytes && bytes > 0
            && bytes <= length.MaximumLength;

    private void CheckNumber(JsonElement element, ShapeProperty? field, string pointer)
    {
        if (element.ValueKind != JsonValueKind.Number) Add(pointer, "must be a number, not a string of digits");
        else if (!element.TryGetDecimal(out var number) || JsonNumber.Parse(element).Digits.Length > MaxDigits)
            Add(pointer, $"must have at most {MaxDigits} significant digits");
        else if (Math.Abs(number) >= MaxNumber) Add(pointer, "must be less than 1e18");
        else if (field?.Range is { } range && !range.IsValid((double)number))
            Add(
                pointer,
                range.Maximum is double.MaxValue
                    ? $"must be at least {range.Minimum}"
                    : $"must be from {range.Minimum} to {range.Maximum}");
    }

    private void CheckDate(JsonElement element, object? value, ContractShape shape, string pointer)
    {
        CheckReads(element, value, shape, pointer, PartialDateJson.Expected);
        if ((value ?? TryDeserialize(element, shape)) is PartialDate { IsTooEarly: true } early)
            Add(
                pointer,
                $"must not lie before {PartialDate.FirstYear}, and is {early.Text}: is its year right? Leave out a date that is not known, or write ../DATE");
        if (element.ValueKind == JsonValueKind.Object)
            CheckUnknown(element, PartialDateJson.Fields.Count(field => element.TryGetProperty(field, out _)), pointer);
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
