using System.Data.Common;
using Weasel.Postgresql;
using Weasel.Storage;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;
using OperationRole = Weasel.Core.OperationRole;

namespace EventPlatform.Projections.Generations;

/// <summary>
/// The last statement of the daemon's transaction. It reads the results of all statements before it, so that a timeout of one fails the
/// page. Otherwise Npgsql ignores the timeout when it closes the reader, and Postgres answers the commit of a failed transaction with a
/// rollback, which is not an error.
/// </summary>
internal sealed class EndOfPage : IStorageOperation
{
    public Type DocumentType => typeof(EndOfPage);

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session) => builder.Append("select 1");

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        while (await reader.NextResultAsync(token)) continue;
    }

    public OperationRole Role() => OperationRole.Other;
}
