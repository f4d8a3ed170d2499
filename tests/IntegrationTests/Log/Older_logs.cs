using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.EventStore.Access;
using EventPlatform.EventStore.DeadLetters;
using EventPlatform.Servers;
using EventPlatform.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventPlatform.IntegrationTests.Log;

public sealed class Older_logs(LogWorkspace log) : IClassFixture<LogWorkspace>
{
    /// <summary>The hashes in older logs lack the number of their canonical form.</summary>
    [Fact]
    public async Task A_report_that_is_sent_again_is_a_duplicate_though_its_hash_was_taken_in_an_older_form()
    {
        var old = Old(Reports.Funding("rehashed", "rehashed-1"), "an older hash");
        var (again, other) = (Sent(old, """{"remark": null, "investors": []}"""), Sent(old, """{"remark": "another"}"""));
        await AppendAsync(old);

        (await AppendAsync(old)).Outcome.ShouldBe("duplicate");
        (await AppendAsync(again)).Outcome.ShouldBe("duplicate");
        (await AppendAsync(again)).Outcome.ShouldBe("duplicate");
        (await AppendAsync(other)).Outcome.ShouldBe("conflicting");

        (await log.StreamAsync(old.Stream)).ShouldHaveSingleItem();
        (await log.Workspace.ListAsync<string>("select hash from log.dead_letters where id = 'rehashed-1'")).ShouldBe([other.ContentHash]);
        (await log.Workspace.ListAsync<string>("select hash from log.inbox where id = 'rehashed-1'")).ShouldBe(["an older hash"]);
    }

    [Fact]
    public async Task Two_reports_with_older_hashes_are_compared_by_what_they_say()
    {
        var old = Old(Reports.Funding("on-the-way", "on-the-way-1"), "an older hash");

        await AppendAsync(old);

        (await AppendAsync(Old(old, "another older hash"))).Outcome.ShouldBe("duplicate");
        (await AppendAsync(Old(Reports.Funding("on-the-way", "on-the-way-1", 5), "a third"))).Outcome.ShouldBe("conflicting");
    }

    /// <summary>Earlier versions kept the hashes that identify reports in a table beside the log.</summary>
    [Fact]
    public async Task What_the_inbox_knew_beside_the_log_is_kept()
    {
        var old = Old(Reports.Funding("known", "known-1"), "an older hash");
        var again = Sent(old, "{}");
        var position = (await AppendAsync(old)).Position;
        var inbox = Path.Combine(Machine.Repository, "deploy/postgres/inbox-table.sql");
        await log.Workspace.ScalarAsync<object>(await File.ReadAllTextAsync(inbox, TestContext.Current.CancellationToken));
        await log.Workspace.ScalarAsync<object>(
            $"drop index log.mt_events_identity; update log.inbox set rehashed = '{again.ContentHash}' where position = {position}");

        await ReportLog.MigrateAsync(log.Store, log.Postgres, TestContext.Current.CancellationToken);

        (await log.Workspace.ListAsync<string>($"select hash || ' ' || rehashed from log.inbox where position = {position}"))
            .ShouldBe([$"an older hash {again.ContentHash}"]);
        (await AppendAsync(again)).ShouldBe(new(again, "duplicate", position));
        (await AppendAsync(Sent(old, """{"remark": "another"}"""))).Outcome.ShouldBe("conflicting");
    }

    private async Task<Storage.Appended> AppendAsync(AcceptedReport report) =>
        (await AppendReports.RunAsync(log.Postgres.CreateCommand, [report], TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

    /// <summary>The same report with a hash of another form, as an earlier version stored it.</summary>
    private static AcceptedReport Old(AcceptedReport report, string hash)
    {
        var document = JsonNode.Parse(report.Document)!.AsObject();
        document["contentHash"] = hash;
        return report with { ContentHash = hash, Document = document.ToJsonString() };
    }

    /// <summary>The same report as Ingestion accepts it today, with more in its data.</summary>
    private static AcceptedReport Sent(AcceptedReport old, string more)
    {
        var data = JsonNode.Parse(old.Document)!["data"]!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject()) data[name] = value?.DeepClone();
        var sent = JsonSerializer.SerializeToElement(data);
        var report = sent.Deserialize<FundingRaised>(ContractJson.Options)!;
        return ReportWriter.Accept(old.EventId, new ReportAttributes(old.Source, old.Id), report, sent);
    }

    [Fact]
    public async Task An_audit_that_the_EventStore_owned_is_carried_on()
    {
        await log.Workspace.ScalarAsync<object>(
            """
            drop schema audit cascade;
            create schema if not exists access;
            create table access.audit (
              id bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
              who text not null, origin text, action text not null, detail jsonb not null);
            insert into access.audit (who, origin, action, detail) values ('ops', '127.0.0.1', 'feed-created', '{"name": "old"}');
            """);

        await ReportLog.MigrateAsync(log.Store, log.Postgres, TestContext.Current.CancellationToken);

        var store = new AccessStore(log.Postgres);
        await store.CreateSchemaAsync(TestContext.Current.CancellationToken);
        var old = (await store.AuditAsync(10, long.MaxValue, TestContext.Current.CancellationToken)).Items.ShouldHaveSingleItem();
        (old.Number, old.Who, old.Key, old.Action).ShouldBe((1, "ops", null, "feed-created"));
    }

    [Fact]
    public async Task Dead_letters_that_were_kept_before_they_could_be_redriven_get_an_id_and_wait()
    {
        await log.Workspace.ScalarAsync<object>(
            """
            drop table log.redrives;
            drop index log.dead_letters_by_event;
            alter table log.dead_letters drop event_id, drop attempts, drop last_at, drop outcome, drop position, drop edited;
            insert into log.dead_letters (source, id, hash, type, reason, error, payload) values
              ('/feeds/old', 'old-1', 'h', 'FundingRaised', 'bad-data', 'why', '{}'),
              ('/feeds/old', 'old-2', 'h', 'FundingRaised', 'bad-data', 'why', '{}');
            """);
        await new AccessStore(log.Postgres).CreateSchemaAsync(TestContext.Current.CancellationToken);

        await ReportLog.MigrateAsync(log.Store, log.Postgres, TestContext.Current.CancellationToken);

        var letters = new DeadLetterStore(log.Postgres, NullLogger<DeadLetterStore>.Instance);
        var waiting = new LetterFilter(Source: "/feeds/old", State: LetterState.Waiting);
        var found = (await letters.ListAsync(waiting, before: null, limit: 10, TestContext.Current.CancellationToken)).Items;
        found.Select(letter => (letter.ReportId, letter.Attempts)).Order().ShouldBe([("old-1", 1), ("old-2", 1)]);
        (await letters.FindAsync(found[1].Id, TestContext.Current.CancellationToken))!.ReportId.ShouldBe(found[1].ReportId);
    }
}
