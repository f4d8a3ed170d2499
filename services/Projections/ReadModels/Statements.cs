using System.Data.Common;
using EventPlatform.Storage.ReadTables;
using Marten;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues statements that change read tables, in their order. A question mark stands for each parameter.</summary>
internal sealed class Statements(Action<string, NpgsqlParameter[]> queue)
{
    public Statements(NpgsqlBatch batch)
        : this((sql, parameters) => batch.BatchCommands.Add(Command(sql, parameters)))
    {
    }

    /// <summary>Queues the statements with the page that the daemon writes.</summary>
    public Statements(IDocumentOperations page)
        : this((sql, parameters) => page.QueueOperation(new Statement(sql, parameters)))
    {
    }

    public void Insert<TRow>(Table<TRow> table, IReadOnlyCollection<TRow> rows) where TRow : class => Insert(table, rows, table.Insert);

    public void Upsert<TRow>(Table<TRow> table, IReadOnlyCollection<TRow> rows) where TRow : class => Insert(table, rows, table.Upsert);

    /// <param name="sql">The insert of the table, with what follows it.</param>
    public void Insert<TRow>(Table<TRow> table, IReadOnlyCollection<TRow> rows, string sql) where TRow : class
    {
        if (rows.Count > 0) queue(sql, table.ArraysOf(rows));
    }

    public void Run(string sql, params object[] values) => queue(sql, [.. values.Select(value => new NpgsqlParameter { Value = value })]);

    /// <summary>Returns one value of each row, for unnest.</summary>
    public static TValue[] Column<T, TValue>(IReadOnlyCollection<T> rows, Func<T, TValue> value)
    {
        var (column, index) = (new TValue[rows.Count], 0);
        foreach (var row in rows) column[index++] = value(row);
        return column;
    }

    private static NpgsqlBatchCommand Command(string sql, NpgsqlParameter[] parameters)
    {
        var numbered = sql.Split('?').Select((part, number) => number == 0 ? part : $"${number}{part}");
        var command = new NpgsqlBatchCommand(string.Concat(numbered));
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }

    private sealed class Statement(string sql, NpgsqlParameter[] parameters) : IStorageOperation, NoDataReturnedCall
    {
        public Type DocumentType => typeof(Statement);

        public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            foreach (var (own, given) in builder.AppendWithParameters(sql, '?').Zip(parameters))
            {
                own.Value = given.Value;
                own.NpgsqlDbType = given.NpgsqlDbType;
            }
        }

        public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

        public OperationRole Role() => OperationRole.Other;
    }
}
