using EventPlatform.Contracts;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Hosting;
using EventPlatform.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Appends chunks to the log, each in one call and its own transaction. Returns only when every report of the chunk is stored, known already
/// or in the dead letters: it waits out what passes, and halves a chunk with bad data until the bad report is alone.
/// </summary>
internal sealed partial class ReportAppender(NpgsqlDataSource dataSource, DeadLetterStore deadLetters, TimeProvider time, ILogger<ReportAppender> log) : IHealthCheck
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(2);

    private const int StatementSeconds = 30;

    private readonly string?[] problems = new string?[ReportQueues.Partitions];
    private readonly AppendsUnderWay underWay = new(dataSource, time);

    /// <param name="partition">That the chunk is of: one at a time each.</param>
    public async Task AppendAsync(int partition, ReadOnlyMemory<AcceptedReport> chunk, CancellationToken ct)
    {
        using var append = underWay.Begin(partition);
        for (var retry = FirstRetry; ; retry = retry * 2 < LastRetry ? retry * 2 : LastRetry)
        {
            try
            {
                await StoreAsync(chunk, ct);
                Volatile.Write(ref problems[partition], null);
                return;
            }
            catch (PostgresException bad) when (IsBadData(bad) && chunk.Length > 1)
            {
                await AppendAsync(partition, chunk[..(chunk.Length / 2)], ct);
                await AppendAsync(partition, chunk[(chunk.Length / 2)..], ct);
                return;
            }
            catch (Exception passing) when (!ct.IsCancellationRequested)
            {
                var problem = PostgresOutage.Describe(passing);
                Volatile.Write(ref problems[partition], problem);
                NotAppended(partition, chunk.Length, problem);
                await Task.Delay(retry, ct);
            }
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var held = problems.Index().Where(partition => partition.Item is not null).GroupBy(partition => partition.Item, partition => partition.Index, StringComparer.Ordinal)
            .Select(same => $"appends of partition {string.Join(", ", same)} are held and retried: {same.Key}").ToList();
        if (await underWay.DescribeLongAsync(cancellationToken) is { } slow) held.Add(slow);
        return held.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", held));
    }

    private async Task StoreAsync(ReadOnlyMemory<AcceptedReport> chunk, CancellationToken ct)
    {
        try
        {
            await CallAppendAsync(chunk, ct);
        }
        catch (PostgresException bad) when (IsBadData(bad) && chunk.Length == 1)
        {
            await deadLetters.AddAsync(chunk.Span[0], bad.MessageText, ct);
        }
    }

    private async Task CallAppendAsync(ReadOnlyMemory<AcceptedReport> chunk, CancellationToken ct)
    {
        var reports = chunk.ToArray();
        var appended = Array.Exists(reports, report => report.By is not null)
            ? await AppendDeclaredAsync(reports, ct)
            : await AppendReports.RunAsync(sql => Limited(dataSource.CreateCommand(sql)), reports, ct);
        if (appended.Count(report => report.Outcome == "conflicting") is > 0 and var conflicting) Conflicting(conflicting);
    }

    /// <summary>A declaration is stored with its entry in the audit, or neither.</summary>
    private async Task<IReadOnlyList<Appended>> AppendDeclaredAsync(AcceptedReport[] chunk, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var appended = await AppendReports.RunAsync(sql => Limited(new NpgsqlCommand(sql, connection, transaction)), chunk, ct);
        foreach (var (report, outcome, position) in appended)
        {
            if (report.By is { } actor && outcome == "stored") await Audit.NoteAsync(transaction, actor, "declared", new { report.Type, report.Source, report.Id, position }, ct);
        }

        await transaction.CommitAsync(ct);
        return appended;
    }

    private static NpgsqlCommand Limited(NpgsqlCommand command)
    {
        command.CommandTimeout = StatementSeconds;
        return command;
    }

    /// <summary>
    /// Data exceptions, constraint violations, exceeded limits and errors that a function raises: another try would end the same. A unique violation is none:
    /// the append function looks for duplicates itself, so the tables are not as it left them.
    /// </summary>
    public static bool IsBadData(PostgresException error) => error.SqlState is PostgresErrorCodes.RaiseException
        || (error.SqlState[..2] is "22" or "23" or "54" && error.SqlState != PostgresErrorCodes.UniqueViolation);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition}: a chunk of {Reports} could not be appended and is held: {Problem}")]
    private partial void NotAppended(int partition, int reports, string problem);

    [LoggerMessage(LogLevel.Warning, "{Reports} conflicting duplicates went to the dead letters")]
    private partial void Conflicting(int reports);
}
