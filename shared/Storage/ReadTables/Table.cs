using System.Reflection;

namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A table that every generation has. Its SQL names no schema: the connection's <c>search_path</c> says which generation it means.
/// </summary>
public abstract class Table(string name, string? key, IReadOnlyList<Index> indexes)
{
    public string Name => name;

    /// <summary>Columns of the primary key; null if there is none.</summary>
    public string? Key => key;

    /// <summary>Definitions of its columns, one a line.</summary>
    protected abstract IEnumerable<string> Definitions { get; }

    /// <summary>Without the primary key, which a build adds when the rows are there.</summary>
    public string CreateTable => $"create table if not exists {name} (\n  {string.Join(",\n  ", Definitions)}\n);\n";

    public string CreateKey => key is null ? "" : $"alter table {name} add constraint {name}_pkey primary key ({key});\n";

    /// <summary>One statement for each index.</summary>
    public IEnumerable<string> CreateIndexes(bool ofReaders) => indexes.Where(index => index.IsOfReaders == ofReaders)
        .Select(index => $"create index if not exists {index.Name} on {name} {index.Definition};\n");
}

/// <param name="Definition">What follows <c>create index … on TABLE</c>.</param>
/// <param name="IsOfReaders">False if the fold looks rows up by it. Those of readers are made when a generation has almost caught
/// up.</param>
public sealed record Index(string Name, string Definition, bool IsOfReaders = true);

/// <summary>The column is compared byte by byte, whatever the database's collation is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OrdinalAttribute : Attribute;

/// <summary>The type of a column, if it does not follow from that of the property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TypeAttribute(string name) : Attribute
{
    public string Name => name;

    internal static string? Of(PropertyInfo property) => property.GetCustomAttribute<TypeAttribute>()?.Name;
}
