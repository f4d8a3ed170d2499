using EventPlatform.EventStore.Access;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Older_logs(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    [Fact]
    public async Task Dead_letters_that_were_kept_before_they_could_be_redriven_get_an_id_and_wait()
    {
        await log.Workspace.ScalarAsync<object>(
            """
            drop table log.redrives;
            drop index log.dead_letters_by_event;
            alter table log.dead_letters drop event_id, drop attempts, drop last_at, drop outcome, drop position, drop edited;
            insert into log.dead_letters (source, id, hash, type, reason, error, payload) values ('/feeds/old', 'old-1', 'h', 'FundingRaised', 'bad-data', 'why', '{}'), ('/feeds/old', 'old-2', 'h', 'FundingRaised', 'bad-data', 'why', '{}');
            """);
        await new AccessStore(log.Postgres, TimeProvider.System).CreateSchemaAsync(TestContext.Current.CancellationToken);

        await ReportLog.MigrateAsync(log.Store, log.Postgres, TestContext.Current.CancellationToken);

        var letters = new DeadLetterStore(log.Postgres, NullLogger<DeadLetterStore>.Instance);
        var found = (await letters.ListAsync(new(null, "/feeds/old", LetterState.Waiting, null, 10), TestContext.Current.CancellationToken)).Items;
        found.Select(letter => (letter.ReportId, letter.Attempts)).Order().ShouldBe([("old-1", 1), ("old-2", 1)]);
        (await letters.FindAsync(found[1].Id, TestContext.Current.CancellationToken))!.ReportId.ShouldBe(found[1].ReportId);
    }
}
