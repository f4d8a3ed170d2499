using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting.Access;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore.Access;

/// <summary>Appends a feed to the log, so that its trust is part of the data from which facts are folded.</summary>
internal static class FeedDeclaration
{
    private const string Source = "/ops/feeds";

    /// <summary>Call it in the transaction that changes the feed and holds the append lock.</summary>
    public static async Task AppendAsync(NpgsqlTransaction transaction, Feed feed, TimeProvider time, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var data = new FeedDeclared { Name = feed.Name, SourcePrefix = feed.SourcePrefix, Trust = feed.Trust };
        var report = ReportWriter.Accept(
            id, new ReportAttributes(Source, id.ToString()), data, JsonSerializer.SerializeToElement(data, ContractJson.Options),
            hasUnknownFields: false);
        await using var command = new NpgsqlCommand($"select position from {AppendReports.Call}", transaction.Connection, transaction)
            .WithChunk([report]);
        await command.ExecuteNonQueryAsync(ct);
    }
}
