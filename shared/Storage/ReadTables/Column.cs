using System.Reflection;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace EventPlatform.Storage.ReadTables;

/// <summary>A column of a table, which is a property of its rows.</summary>
internal abstract class Column<TRow>(string name, string type, string constraint)
{
    private static readonly Dictionary<Type, (string Name, NpgsqlDbType Type)> Types = new()
    {
        [typeof(string)] = ("text", NpgsqlDbType.Text),
        [typeof(long)] = ("bigint", NpgsqlDbType.Bigint),
        [typeof(int)] = ("int", NpgsqlDbType.Integer),
        [typeof(bool)] = ("boolean", NpgsqlDbType.Boolean),
        [typeof(float)] = ("real", NpgsqlDbType.Real),
        [typeof(decimal)] = ("numeric", NpgsqlDbType.Numeric),
        [typeof(Guid)] = ("uuid", NpgsqlDbType.Uuid),
        [typeof(byte[])] = ("bytea", NpgsqlDbType.Bytea),
        [typeof(DateTimeOffset)] = ("timestamptz", NpgsqlDbType.TimestampTz),
        [typeof(string[])] = ("text[]", NpgsqlDbType.Array | NpgsqlDbType.Text),
        [typeof(long[])] = ("bigint[]", NpgsqlDbType.Array | NpgsqlDbType.Bigint),
    };

    private static readonly Dictionary<string, NpgsqlDbType> NamedTypes = new(StringComparer.Ordinal)
    {
        ["jsonb"] = NpgsqlDbType.Jsonb,
        ["date"] = NpgsqlDbType.Date,
    };

    public string Name => name;

    public string Type => type;

    public string Definition => $"{name} {type}{constraint}";

    /// <summary>The type of the array parameter that has a value for each row.</summary>
    public virtual string ArrayType => $"{type}[]";

    /// <summary>The expression for the column in a row of <c>unnest</c>.</summary>
    public virtual string FromArray => $"r.{name}";

    public abstract NpgsqlParameter ArrayOf(IReadOnlyCollection<TRow> rows);

    public abstract void Write(NpgsqlBinaryImporter import, TRow row);

    public static Column<TRow> Of(PropertyInfo property)
    {
        var isNullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        var value = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var named = TypeAttribute.Of(property);
        var (type, dbType) = named is null ? Types[value] : (named, NamedTypes[named]);
        var collation = property.GetCustomAttribute<OrdinalAttribute>() is null ? "" : " collate \"C\"";
        var kind = value.IsArray && value != typeof(byte[]) ? typeof(ArrayColumn<,>) : typeof(ValueColumn<,>);
        return (Column<TRow>)Activator.CreateInstance(
            kind.MakeGenericType(typeof(TRow), kind == typeof(ArrayColumn<,>) ? value.GetElementType()! : property.PropertyType),
            JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), type,
            $"{collation}{(isNullable ? "" : " not null")}", dbType, property)!;
    }
}

internal sealed class ValueColumn<TRow, TValue>(string name, string type, string constraint, NpgsqlDbType dbType, PropertyInfo property)
    : Column<TRow>(name, type, constraint)
{
    private readonly Func<TRow, TValue> value = property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();

    public override NpgsqlParameter ArrayOf(IReadOnlyCollection<TRow> rows)
    {
        var (values, index) = (new TValue[rows.Count], 0);
        foreach (var row in rows) values[index++] = value(row);
        return new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | dbType };
    }

    public override void Write(NpgsqlBinaryImporter import, TRow row) => import.Write(value(row), dbType);
}

/// <summary>A column of arrays. One parameter cannot contain arrays of different lengths, so it contains them as text.</summary>
internal sealed class ArrayColumn<TRow, TElement>(string name, string type, string constraint, NpgsqlDbType dbType, PropertyInfo property)
    : Column<TRow>(name, type, constraint)
{
    private readonly Func<TRow, TElement[]?> value = property.GetMethod!.CreateDelegate<Func<TRow, TElement[]?>>();

    public override string ArrayType => "text[]";

    public override string FromArray => $"r.{Name}::{Type}";

    public override NpgsqlParameter ArrayOf(IReadOnlyCollection<TRow> rows) =>
        new NpgsqlParameter
        {
            Value = rows.Select(row => Literal(value(row))).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        };

    public override void Write(NpgsqlBinaryImporter import, TRow row) => import.Write(value(row), dbType);

    private static string? Literal(TElement[]? elements) => elements is null ? null : $"{{{string.Join(',', elements.Select(Literal))}}}";

    private static string Literal(TElement element) => element is not string text
        ? $"{element}"
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
