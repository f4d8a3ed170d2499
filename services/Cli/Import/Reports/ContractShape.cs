using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Cli.Import.Reports;

internal enum ShapeKind { Object, List, Text, Number, Date, Word }

/// <summary>What the contract says of one place in a report: its fields, or what its value is.</summary>
internal sealed class ContractShape(Type declared)
{
    private static readonly ContractShape Text = new(typeof(string));

    private readonly Type type = Nullable.GetUnderlyingType(declared) ?? declared;

    public ShapeKind Kind => type == typeof(decimal) ? ShapeKind.Number
        : type == typeof(PartialDate) ? ShapeKind.Date
        : type.IsEnum ? ShapeKind.Word
        : Info.Kind switch { JsonTypeInfoKind.Object => ShapeKind.Object, JsonTypeInfoKind.Enumerable => ShapeKind.List, _ => ShapeKind.Text };

    public ContractShape Element => new(Info.ElementType!);

    /// <summary>The fields by name, and whether a report needs them. A date may be written as an object too.</summary>
    public IReadOnlyDictionary<string, (ContractShape Shape, bool IsRequired)> Fields => Kind == ShapeKind.Date
        ? new Dictionary<string, (ContractShape, bool)>(StringComparer.Ordinal) { ["date"] = (this, true), ["wording"] = (Text, false) }
        : Info.Properties.Where(property => property.Get is not null)
            .ToDictionary(property => property.Name, property => (new ContractShape(property.PropertyType), property.IsRequired), StringComparer.Ordinal);

    /// <summary>Of a <see cref="ShapeKind.Word"/>: those that there are.</summary>
    public IEnumerable<string> Words => Enum.GetValues(type).Cast<object>().Select(word => JsonSerializer.SerializeToElement(word, type, ContractJson.Options).GetString()!);

    private JsonTypeInfo Info => ContractJson.Options.GetTypeInfo(type);
}
