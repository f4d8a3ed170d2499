using System.Net;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Log;

/// <summary>
/// A bad state of the database is not the fault of the reports. They are held until it is repaired, readiness names the state, requests get
/// 503, and no report becomes a dead letter.
/// </summary>
public sealed class States_of_the_database(RestrictedWriteSide services) : IClassFixture<RestrictedWriteSide>
{
    [Theory]
    [InlineData("the log's sequence is behind, as after a restore", "select setval('log.mt_events_sequence', 1)",
        "select setval('log.mt_events_sequence', (select max(seq_id) from log.mt_events))",
        "mt_events_sequence stands at 1, behind position", "not in a state that allows this")]
    [InlineData("a table is missing", "alter table log.mt_events rename to elsewhere",
        "alter table log.elsewhere rename to mt_events", "does not exist", "not set up as this version needs it")]
    [InlineData("a function is missing", "alter function log.append_reports rename to elsewhere",
        "alter function log.elsewhere rename to append_reports", "does not exist", "not set up as this version needs it")]
    [InlineData("a right is missing", "revoke insert on log.mt_events from @",
        "grant insert on log.mt_events to @", "permission denied", "not set up as this version needs it")]
    [InlineData("the server is read-only", "alter role @ set default_transaction_read_only = on",
        "alter role @ reset default_transaction_read_only", "read-only", "The database is read-only.")]
    [InlineData("the password was changed", "alter role @ password 'other'",
        "alter role @ password '@'", "password authentication failed", "refuses the service's user name or password")]
    [InlineData("there is no connection left", "alter role @ connection limit 0",
        "alter role @ connection limit -1", "too many connections", "no connection left")]
    [InlineData("a row contradicts that the service never wrote",
        Trigger + "'unique_violation'; end $$;" + Attach, Detach, "(23505)", "contains a row that contradicts this change")]
    [InlineData("the disk is full", Trigger + "'disk_full'; end $$;" + Attach, Detach, "(53100)", "disk of the database is full")]
    public async Task Holds_reports_and_is_named(string state, string break_, string repair, string named, string answered)
    {
        var id = string.Concat(state.Where(char.IsAsciiLetter));
        foreach (var before in (int[])[1, 2]) await IsStoredAsync($"{id}-{before}");
        await services.Workspace.ScalarAsync<object>(Sql(break_));
        try
        {
            await services.DisconnectAsync();
            (await PostAsync(id)).ShouldBe(HttpStatusCode.Accepted);
            await Eventually.Get("readiness names the state and that reports are held", ReadinessAsync,
                readiness => readiness.Contains(named, StringComparison.Ordinal) && readiness.Contains("held", StringComparison.Ordinal));
            await IsRefusedAsync(id, answered);
        }
        finally
        {
            await services.Workspace.ScalarAsync<object>(Sql(repair));
            await services.DisconnectAsync();
        }

        await IsStoredAsync(id);
        await Eventually.Get("the EventStore is healthy again",
            ReadinessAsync, readiness => readiness.StartsWith("""{"status":"Healthy""", StringComparison.Ordinal));
        (await services.Workspace.ScalarAsync<long>("select count(*) from log.dead_letters")).ShouldBe(0);
    }

    private const string Trigger =
        "create function log.refuse() returns trigger language plpgsql as $$ begin raise 'refused' using errcode = ";
    private const string Attach = "create trigger refuse before insert on log.mt_events for each row execute function log.refuse()";
    private const string Detach = "drop trigger refuse on log.mt_events; drop function log.refuse()";

    private string Sql(string sql) => sql.Replace("@", services.Name, StringComparison.Ordinal);

    private async Task IsRefusedAsync(string feed, string answered)
    {
        using var refused = await services.Ops.PostAsync(new Uri("/v1/feeds", UriKind.Relative),
            Events.Content($$"""{"name":"{{feed.ToLowerInvariant()}}","sourcePrefix":"/feeds/{{feed}}","trust":1}""", "application/json"));
        var problem = await refused.JsonAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, problem.ToJsonString());
        refused.Headers.RetryAfter.ShouldNotBeNull();
        ((string)problem["detail"]!).ShouldContain(answered);
    }

    private async Task<HttpStatusCode> PostAsync(string id)
    {
        using var answer = await services.Feed.PostEventsAsync(Events.One(Events.Funding("States", id)));
        return answer.StatusCode;
    }

    /// <summary>Posts a report and waits until it is stored once, whether it was posted before or not.</summary>
    private async Task IsStoredAsync(string id)
    {
        (await PostAsync(id)).ShouldBe(HttpStatusCode.Accepted);
        await Eventually.Get($"{id} is stored",
            () => services.Workspace.ScalarAsync<long>("select count(*) from log.mt_events where data ->> 'id' = $1", id),
            count => count == 1);
    }

    private async Task<string> ReadinessAsync()
    {
        using var http = services.EventStore.Client(null);
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync());
    }
}
