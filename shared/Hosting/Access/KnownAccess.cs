using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// The last keys and feeds from the EventStore, kept across restarts if a file is configured. Until there are any, requests with a key get
/// 503.
/// </summary>
internal sealed partial class KnownAccess(
    AccessDirectory directory, IOptions<AccessPollingOptions> options, TimeProvider time, ILogger<KnownAccess> log)
    : IHealthCheck
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    private readonly SnapshotFile? file = options.Value.Snapshot is { Length: > 0 } path
        ? new(path, TimeSpan.FromHours(options.Value.SnapshotHours))
        : null;
    private volatile DatedSnapshot? last;
    private DatedSnapshot? onDisk;
    private volatile string? whyNone = "no snapshot is kept";
    private volatile string? whyNotKept;

    /// <summary>Uses the file, if it is usable. Call it before the first request.</summary>
    public void Begin()
    {
        directory.AwaitSnapshot();
        if (file is null) return;
        (onDisk, whyNone) = file.Read(time.GetUtcNow());
        if (onDisk is not null) Use(onDisk);
        else NoSnapshot(whyNone!);
    }

    public void Take(AccessSnapshot snapshot)
    {
        var dated = new DatedSnapshot(time.GetUtcNow(), snapshot);
        Use(dated);
        if (file is null || (onDisk is not null && onDisk.Snapshot.IsSameAs(snapshot) && dated.At - onDisk.At < WriteEvery)) return;
        var before = whyNotKept;
        whyNotKept = file.Write(dated);
        onDisk = whyNotKept is null ? dated : null;
        if (whyNotKept is not null && whyNotKept != before) NotKept(whyNotKept);
    }

    /// <summary>Unhealthy until keys are known; degraded, with their time, while the EventStore does not answer.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(last switch
    {
        null =>
            HealthCheckResult.Unhealthy($"keys and feeds are not known: the EventStore has not answered since the start, and {whyNone}"),
        { At: var at } when time.GetUtcNow() - at > Fresh =>
            HealthCheckResult.Degraded($"keys and feeds are as of {at:yyyy-MM-dd'T'HH:mm:ss'Z'}: the EventStore does not answer"),
        _ when whyNotKept is { } why => HealthCheckResult.Degraded($"keys and feeds would not survive a restart: {why}"),
        _ => HealthCheckResult.Healthy(),
    });

    private void Use(DatedSnapshot snapshot)
    {
        directory.Replace(snapshot.Snapshot);
        last = snapshot;
    }

    [LoggerMessage(LogLevel.Warning, "Keys and feeds are not known until the EventStore answers: {Why}")]
    private partial void NoSnapshot(string why);

    [LoggerMessage(LogLevel.Warning, "The snapshot of keys and feeds could not be written: {Why}")]
    private partial void NotKept(string why);
}
