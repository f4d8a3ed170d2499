using System.Linq.Expressions;
using System.Reflection;
using Npgsql;

namespace EventPlatform.Storage.ReadTables;

/// <summary>
/// A table declared by the record type of its rows: each parameter of the record is a column, in snake case. DDL, COPY, insert, select
/// list and reader are derived from the record.
/// </summary>
public sealed class Table<TRow> : Table
    where TRow : class
{
    private static readonly ConstructorInfo Constructor = typeof(TRow).GetConstructors()[0];

    private readonly Column<TRow>[] columns =
        [.. Constructor.GetParameters().Select(parameter => Column<TRow>.Of(typeof(TRow).GetProperty(parameter.Name!)!))];
    private readonly Func<NpgsqlDataReader, TRow> read = Reader();

    public Table(string name, string? key, params IReadOnlyList<Index> indexes)
        : base(name, key, indexes)
    {
        Insert =
            $"""
            insert into {name} as t ({Names}) select {Join(column => column.FromArray)}
            from unnest({Join(column => $"?::{column.ArrayType}")}) r ({Names})
            """;
        var others = columns
            .Where(column => key?.Split(", ").Contains(column.Name) is false)
            .Select(column => $"{column.Name} = excluded.{column.Name}");
        Upsert = $"{Insert} on conflict ({key}) do update set {string.Join(", ", others)}";
    }

    public int ColumnCount => columns.Length;

    /// <summary>Inserts rows. Its question marks are placeholders for <see cref="ArraysOf"/>.</summary>
    public string Insert { get; }

    /// <summary>Inserts rows, or replaces those with the same key.</summary>
    public string Upsert { get; }

    protected override IEnumerable<string> Definitions => columns.Select(column => column.Definition);

    private string Names => Join(column => column.Name);

    /// <summary>Returns all columns, for a select from an alias of the table.</summary>
    public string Columns(string alias) => Join(column => $"{alias}.{column.Name}");

    /// <summary>Reads a row whose first columns were selected with <see cref="Columns"/>.</summary>
    public TRow Read(NpgsqlDataReader row) => read(row);

    /// <summary>Returns one array parameter for each column.</summary>
    public NpgsqlParameter[] ArraysOf(IReadOnlyCollection<TRow> rows) => [.. columns.Select(column => column.ArrayOf(rows))];

    /// <summary>Writes rows with binary COPY.</summary>
    public void Copy(NpgsqlConnection connection, IEnumerable<TRow> rows)
    {
        using var next = rows.GetEnumerator();
        if (!next.MoveNext()) return;
        using var import = connection.BeginBinaryImport($"copy {Name} ({Names}) from stdin (format binary)");
        do
        {
            import.StartRow();
            foreach (var column in columns) column.Write(import, next.Current);
        }
        while (next.MoveNext());
        import.Complete();
    }

    private string Join(Func<Column<TRow>, string> part) => string.Join(", ", columns.Select(part));

    private static Func<NpgsqlDataReader, TRow> Reader()
    {
        var row = Expression.Parameter(typeof(NpgsqlDataReader));
        var values = Constructor.GetParameters()
            .Select((parameter, index) => Value(row, Expression.Constant(index), parameter.ParameterType));
        return Expression.Lambda<Func<NpgsqlDataReader, TRow>>(Expression.New(Constructor, values), row).Compile();
    }

    private static ConditionalExpression Value(ParameterExpression row, ConstantExpression ordinal, Type type)
    {
        var value = Expression.Call(row, nameof(NpgsqlDataReader.GetFieldValue), [Nullable.GetUnderlyingType(type) ?? type], ordinal);
        return Expression.Condition(
            Expression.Call(row, nameof(NpgsqlDataReader.IsDBNull), null, ordinal),
            Expression.Default(type), Expression.Convert(value, type));
    }
}
