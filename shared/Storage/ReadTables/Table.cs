using System.Reflection;

namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A table of every generation. Its SQL names no schema; the connection's <c>search_path</c> selects the generation.
/// </summary>
public abstract class Table(string name, string? key, IReadOnlyList<Index> indexes)
{
    public string Name => name;

    /// <summary>The columns of the primary key; null if there is none.</summary>
    public string? Key => key;

    /// <summary>The definitions of the columns, one per line.</summary>
    protected abstract IEnumerable<string> Definitions { get; }

    /// <summary>Creates the table without its primary key, which a build adds after the rows.</summary>
    public string CreateTable => $"create table if not exists {name} (\n  {string.Join(",\n  ", Definitions)}\n);\n";

    public string CreateKey => key is null ? "" : $"alter table {name} add constraint {name}_pkey primary key ({key});\n";

    /// <summary>Returns one statement for each index.</summary>
    public IEnumerable<string> CreateIndexes(bool ofReaders) => indexes.Where(index => index.IsOfReaders == ofReaders)
        .Select(index => $"create index if not exists {index.Name} on {name} {index.Definition};\n");
}

/// <param name="Definition">The part after <c>create index … on TABLE</c>.</param>
/// <param name="IsOfReaders">False if the fold uses it. The indexes for readers are created when a generation has almost caught
/// up.</param>
public sealed record Index(string Name, string Definition, bool IsOfReaders = true);

/// <summary>Marks a column that is compared byte by byte, whatever the collation of the database is.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OrdinalAttribute : Attribute;

/// <summary>The type of a column, if it does not follow from the type of the property.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TypeAttribute(string name) : Attribute
{
    public string Name => name;

    internal static string? Of(PropertyInfo property) => property.GetCustomAttribute<TypeAttribute>()?.Name;
}
