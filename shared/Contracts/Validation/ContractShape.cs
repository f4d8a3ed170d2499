using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace EventPlatform.Contracts.Validation;

/// <summary>The declarations of a contract type, read once from its JSON metadata and attributes.</summary>
public sealed class ContractShape
{
    private static readonly ConcurrentDictionary<Type, ContractShape> Known = new();

    private readonly Lazy<ShapeProperty[]> properties;
    private readonly Lazy<ContractShape?> items;

    private ContractShape(Type type)
    {
        Info = ContractJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        IsChecked = Info.Type.IsAssignableTo(typeof(IChecked));
        EnumNames = !Info.Type.IsEnum ? "" : string.Join(", ", Enum.GetValues(Info.Type).Cast<object>()
            .Select(value => JsonSerializer.SerializeToElement(value, Info.Type, ContractJson.Options).GetString()));
        properties = new(
            () => [.. Info.Properties.Where(property => property.Get is not null).Select(property => new ShapeProperty(property))]);
        items = new(() => Info.ElementType is { } element ? Of(element) : null);
    }

    public JsonTypeInfo Info { get; }

    public bool IsChecked { get; }

    /// <summary>The names of an enum's values.</summary>
    public string EnumNames { get; }

    public IReadOnlyList<ShapeProperty> Properties => properties.Value;

    public ContractShape Items => items.Value!;

    /// <summary>Null if the type is not a list.</summary>
    public ContractShape? ItemsOrNull => items.Value;

    public ShapeProperty? Find(string name)
    {
        foreach (var property in properties.Value)
        {
            if (property.Info.Name == name) return property;
        }

        return null;
    }

    public static ContractShape Of(Type type) => Known.GetOrAdd(type, static unknown => new ContractShape(unknown));
}

/// <summary>A field of a contract type.</summary>
public sealed class ShapeProperty(JsonPropertyInfo property)
{
    public JsonPropertyInfo Info { get; } = property;

    public ContractShape Shape { get; } = ContractShape.Of(property.PropertyType);

    public StringLengthAttribute? Length { get; } = Declared<StringLengthAttribute>(property);

    public RangeAttribute? Range { get; } = Declared<RangeAttribute>(property);

    private static T? Declared<T>(JsonPropertyInfo property) where T : Attribute =>
        property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: true).Cast<T>().FirstOrDefault();
}
