using EventPlatform.Broker;
using EventPlatform.Contracts;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Appends chunks to the log, together with waiting chunks of other partitions. Returns only when every report of the chunk is stored,
/// already known, or a dead letter: it retries after transient errors, and halves a chunk with bad data until the bad report is alone.
/// </summary>
internal sealed partial class ReportAppender(
    GroupCommit together, LogAppend append, DeadLetterStore deadLetters, AppendsUnderWay underWay, TimeProvider time,
    ILogger<ReportAppender> log)
    : IHealthCheck
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(2);

    private readonly string?[] problems = new string?[ReportQueues.Partitions];

    /// <param name="partition">The partition of the chunk. Each partition appends one chunk at a time.</param>
    public async Task AppendAsync(int partition, AcceptedReport[] chunk, CancellationToken ct)
    {
        using var under = underWay.Begin(partition);
        for (var retry = FirstRetry; ; retry = retry * 2 < LastRetry ? retry * 2 : LastRetry)
        {
            try
            {
                await StoreAsync(chunk);
                Volatile.Write(ref problems[partition], null);
                return;
            }
            catch (Exception passing) when (!ct.IsCancellationRequested)
            {
                var problem = PostgresOutage.Describe(passing);
                Volatile.Write(ref problems[partition], problem);
                NotAppended(partition, chunk.Length, problem);
                await Task.Delay(retry, time, ct);
            }
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = problems.Index().Where(partition => partition.Item is not null)
            .GroupBy(partition => partition.Item, partition => partition.Index, StringComparer.Ordinal)
            .Select(same => $"appends of partition {string.Join(", ", same)} are held and retried: {same.Key}").ToList();
        if (await underWay.DescribeLongAsync(cancellationToken) is { } slow) held.Add(slow);
        return held.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", held));
    }

    private async Task StoreAsync(AcceptedReport[] chunk)
    {
        try
        {
            await together.AppendAsync(chunk);
        }
        catch (PostgresException)
        {
            await StoreAloneAsync(chunk); // the error may come from another chunk
        }
    }

    private async Task StoreAloneAsync(AcceptedReport[] chunk)
    {
        try
        {
            await append.RunAsync(chunk);
        }
        catch (PostgresException bad) when (IsBadData(bad) && chunk.Length == 1)
        {
            await deadLetters.AddAsync(chunk[0], bad.MessageText, CancellationToken.None);
        }
        catch (PostgresException bad) when (IsBadData(bad))
        {
            await StoreAloneAsync(chunk[..(chunk.Length / 2)]);
            await StoreAloneAsync(chunk[(chunk.Length / 2)..]);
        }
    }

    /// <summary>
    /// True for data exceptions, constraint violations, exceeded limits and errors raised by a function: a retry would fail again. A unique
    /// violation is not bad data: the append function checks for duplicates itself, so somebody else has changed the tables.
    /// </summary>
    public static bool IsBadData(PostgresException error) => error.SqlState is PostgresErrorCodes.RaiseException
        || (error.SqlState[..2] is "22" or "23" or "54" && error.SqlState != PostgresErrorCodes.UniqueViolation);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition}: a chunk of {Reports} could not be appended and is held: {Problem}")]
    private partial void NotAppended(int partition, int reports, string problem);
}
