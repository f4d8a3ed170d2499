using EventPlatform.Storage;
using Npgsql;

namespace EventPlatform.EventStore;

/// <summary>
/// Once a second, fills positions that a rolled-back append burnt. Each append does so first thing; this is for when none follows, since a hole
/// would hold up every projection.
/// </summary>
internal sealed partial class HoleFiller(NpgsqlDataSource dataSource, TimeProvider time, ILogger<HoleFiller> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = dataSource.CreateCommand("select log.fill_holes_when_idle()");
                await command.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                NotFilled(PostgresOutage.Describe(e)); // readiness says so too
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "Holes could not be looked for: {Why}")]
    private partial void NotFilled(string why);
}
