using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Notes a feed in the log, so that how far it is trusted is part of what facts are folded from.</summary>
internal static class FeedDeclaration
{
    private const string Source = "/ops/feeds";

    /// <summary>In the transaction that changes the feed and holds the append lock.</summary>
    public static async Task AppendAsync(NpgsqlTransaction transaction, Feed feed, TimeProvider time, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var data = new FeedDeclared { Name = feed.Name, SourcePrefix = feed.SourcePrefix, Trust = feed.Trust };
        var report = ReportWriter.Accept(id, new ReportAttributes(Source, id.ToString()), data, JsonSerializer.SerializeToElement(data, ContractJson.Options), hasUnknownFields: false);
        await using var command = new NpgsqlCommand($"select position from {AppendReports.Call}", transaction.Connection, transaction).WithChunk([report]);
        await command.ExecuteNonQueryAsync(ct);
    }
}
