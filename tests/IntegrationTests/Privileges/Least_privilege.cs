using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventPlatform.Broker;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.IntegrationTests.Privileges;

/// <summary>The services work with the roles and users of an installation, which can do nothing else.</summary>
[Collection<Installation>]
public sealed class Least_privilege(DeployedServices services)
{
    [Fact]
    public async Task A_report_goes_all_the_way_and_what_ops_do_is_audited()
    {
        using var feed = services["Ingestion"].Client(Role.Feed);
        using var posted = await feed.PostEventsAsync(Events.One(Events.Funding("Privileged", "privileged-1")));
        posted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await posted.Content.ReadAsStringAsync());
        using var query = services["Query"].Client(Role.Ops);
        using var receipt = await query.GetAsync(new Uri($"/v1/receipts?source={Events.Feed}&id=privileged-1&wait=20", UriKind.Relative));
        receipt.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Generations.IsCaughtUpAsync(services["Projections"]);
        (await query.GetFromJsonAsync<JsonObject>("/v1/companies/privileged"))!["rounds"]!.AsArray().ShouldHaveSingleItem();

        await Eventually.Get("the search for candidates has run",
            () => query.GetFromJsonAsync<JsonObject>("/v1/companies/candidates"), answer => (long)answer!["position"]! > 0);

        var number = await Generations.BuildAsync(services["Projections"]);
        using var projections = services["Projections"].Client(Role.Ops);
        using var promoted = await projections.PostAsync(new Uri($"/v1/generations/{number}/promote", UriKind.Relative), null);
        promoted.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ops = services["EventStore"].Client(Role.Ops);
        using var made = await ops.PostAsJsonAsync("/v1/feeds", new Feed("privileged", "/feeds/privileged", 1, null, null));
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var audit = (await ops.GetFromJsonAsync<JsonObject>("/v1/audit"))!["items"]!.AsArray()
            .Select(entry => (string)entry!["action"]!).ToList();
        foreach (var action in (string[])["generation-begun", "generation-promoted", "feed-created"]) audit.ShouldContain(action);
    }

    [Theory]
    [InlineData("query", "select log.take_append_lock()")]
    [InlineData("query", "select log.fill_holes_when_idle()")]
    [InlineData("query", "select pg_advisory_lock(7305441120)")]
    [InlineData("query", "select pg_try_advisory_xact_lock_shared(7305441120)")]
    [InlineData("query", "lock table log.mt_events in share mode")]
    [InlineData("query", "insert into log.rehashed (position, hash) values (1, 'c')")]
    [InlineData("query", "select nextval('log.mt_events_sequence')")]
    [InlineData("query", "update read.generations set served = false")]
    [InlineData("query", "create table public.own (a int)")]
    [InlineData("query", "create temporary table own (a int)")]
    [InlineData("query", "select * from access.keys")]
    [InlineData("query", "select * from audit.entries")]
    [InlineData("projections", "select log.take_append_lock()")]
    [InlineData("projections", "select pg_advisory_xact_lock(7305441120)")]
    [InlineData("projections", "delete from log.mt_events")]
    [InlineData("projections", "select nextval('log.mt_events_sequence')")]
    [InlineData("projections", "select * from access.keys")]
    [InlineData("projections", "select * from audit.entries")]
    [InlineData("projections", "delete from audit.entries")]
    [InlineData("eventstore", "update audit.entries set who = 'nobody'")]
    [InlineData("eventstore", "delete from audit.entries")]
    [InlineData("eventstore", "truncate audit.entries")]
    [InlineData("eventstore", "drop table audit.entries")]
    [InlineData("eventstore", "alter table audit.entries disable trigger all")]
    [InlineData("eventstore", "alter table audit.entries set schema access")]
    [InlineData("eventstore", "drop schema audit cascade")]
    [InlineData("eventstore", "set role audit")]
    [InlineData("eventstore", "drop schema read cascade")]
    [InlineData("funding", "insert into log.mt_events select * from log.mt_events")]
    [InlineData("funding", "delete from funding.mt_events")]
    [InlineData("funding", "update log.mt_event_progression set last_seq_id = 0")]
    [InlineData("funding", "select nextval('log.mt_events_sequence')")]
    [InlineData("funding", "select log.take_append_lock()")]
    [InlineData("funding", "select pg_advisory_lock(7305441120)")]
    [InlineData("funding", "select * from log.dead_letters")]
    [InlineData("funding", "select * from read.generations")]
    [InlineData("funding", "select * from access.keys")]
    [InlineData("funding", "select * from audit.entries")]
    [InlineData("funding", "create schema own")]
    public async Task A_role_cannot_do_what_its_service_does_not_need(string role, string sql) =>
        (await services.RefusalAsync(role, sql)).ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    [Theory]
    [InlineData("query", "statement_timeout", "30s")]
    [InlineData("query", "lock_timeout", "5s")]
    [InlineData("query", "idle_in_transaction_session_timeout", "1min")]
    [InlineData("projections", "idle_in_transaction_session_timeout", "5min")]
    [InlineData("eventstore", "idle_in_transaction_session_timeout", "1min")]
    [InlineData("funding", "idle_in_transaction_session_timeout", "5min")]
    public async Task A_role_cannot_hold_the_server_up_for_ever(string role, string setting, string expected) =>
        (await services.ScalarAsync<string>(role, $"show {setting}")).ShouldBe(expected);

    [Fact]
    public async Task Ingestion_publishes_and_can_neither_read_nor_empty_nor_delete_nor_declare_a_queue()
    {
        var queue = ReportQueues.Queue(0);
        (await RefusalAsync(channel => channel.QueueDeleteAsync(queue))).ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.QueuePurgeAsync(queue))).ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.BasicGetAsync(queue, autoAck: true))).ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.QueueDeclareAsync("reports", durable: true, exclusive: false, autoDelete: false)))
            .ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false)))
            .ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.QueueUnbindAsync(queue, ReportQueues.Exchange, ReportQueues.RoutingKey(0))))
            .ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.ExchangeDeleteAsync(ReportQueues.Exchange))).ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.ExchangeDeclareAsync(ReportQueues.Exchange, ExchangeType.Direct, durable: true)))
            .ShouldBe((int)Constants.AccessRefused);
        (await RefusalAsync(channel => channel.BasicPublishAsync("", "reports.undelivered", mandatory: true, body: default).AsTask()))
            .ShouldBe((int)Constants.AccessRefused);
    }

    /// <summary>Returns the code with which the broker refuses an operation of Ingestion's user.</summary>
    private async Task<int?> RefusalAsync(Func<IChannel, Task> act)
    {
        await using var connection = await new ConnectionFactory { Uri = services.IngestionBroker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        try
        {
            await act(channel);
            return null;
        }
        catch (OperationInterruptedException refused)
        {
            return refused.ShutdownReason?.ReplyCode;
        }
    }
}
