using EventPlatform.Contracts;
using EventPlatform.Hosting.Telemetry;
using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>Calls the append function for reports in their order. It appends all of them, or none if it fails.</summary>
internal sealed partial class LogAppend(NpgsqlDataSource dataSource, AppendNotices notices, TimeProvider time, ILogger<LogAppend> log)
{
    private const int StatementSeconds = 30;

    public async Task RunAsync(AcceptedReport[] reports)
    {
        using var span = ReportSpan.Start("append reports", reports.Select(report => report.TraceParent));
        var began = time.GetTimestamp();
        var appended = Array.Exists(reports, report => report.By is not null)
            ? await WithAuditAsync(reports)
            : await AppendReports.RunAsync(sql => Limited(dataSource.CreateCommand(sql)), reports, CancellationToken.None);
        notices.Appended();
        AppendMetrics.Appended(reports.Length, time.GetElapsedTime(began));
        foreach (var (outcome, same) in appended.CountBy(report => report.Outcome, StringComparer.Ordinal))
        {
            AppendMetrics.Became(outcome, same);
            if (outcome == "conflicting") Conflicting(same);
        }
    }

    /// <summary>Stores a declaration and its audit entry, or neither.</summary>
    private async Task<IReadOnlyList<Appended>> WithAuditAsync(AcceptedReport[] reports)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var appended = await AppendReports.RunAsync(
            sql => Limited(new NpgsqlCommand(sql, connection, transaction)), reports, CancellationToken.None);
        foreach (var (report, outcome, position) in appended)
        {
            if (report.By is { } actor && outcome == "stored")
                await Audit.NoteAsync(transaction, actor, "declared",
                    new { report.Type, report.Source, report.Id, position }, CancellationToken.None);
        }

        await transaction.CommitAsync();
        return appended;
    }

    private static NpgsqlCommand Limited(NpgsqlCommand command)
    {
        command.CommandTimeout = StatementSeconds;
        return command;
    }

    [LoggerMessage(LogLevel.Warning, "{Reports} conflicting duplicates went to the dead letters")]
    private partial void Conflicting(int reports);
}
