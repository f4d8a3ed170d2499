using System.Text.Json.Nodes;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl erase</c>.</summary>
[Trait("Servers", "any")]
public sealed class Erasing(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    private const long NotKnown = -1;
    private const string Totals = "/v1/funding/totals?groupBy=company";

    [Fact]
    public async Task A_persons_name_is_nowhere_any_more_and_sums_stay()
    {
        await platform.PostAsync([
            Round("round-1", "Acme", "Jane Doe", "Investors:\nJane Doe put in the first million."),
            Round("round-2", "Beta", "JANE  DOE", "as before"),
            Round("round-3", "Gamma", "Jane Doering", "another person"),
            Round("round-4", "Jane Doe Ventures", "Somebody Else", "a company"),
        ]);
        await platform.SettleAsync(4);
        await platform.PostAsync([Round("round-3", "Gamma", "Jane Doe", "a conflicting duplicate")]);
        await Eventually.Be("the conflicting report is a dead letter",
            () => platform.Workspace.ScalarAsync<bool>("select exists (select from log.dead_letters)"));
        var sums = await platform.ListAsync(Totals);

        (await EraseAsync()).ShouldContain("--count 3");
        (await NamedAsync()).ShouldBeGreaterThan(0);
        (await EraseAsync(1, "--count", "2", "--reason", "her request")).ShouldContain("is in 3 reports and dead letters now");
        (await EraseAsync(1, "--count", "3", "--reason", "Jane Doe asked")).ShouldContain("must not contain the name");
        (await NamedAsync()).ShouldBeGreaterThan(0);
        var done = await EraseAsync(0, "--count", "3", "--reason", "her request");

        done.ShouldContain("The name is masked.");
        await Eventually.Get("the old tables are dropped", NamedAsync, rows => rows == 0);
        (await platform.ListAsync(Totals)).Select(Sum).ShouldBe(sums.Select(Sum), ignoreOrder: true);
        (await platform.GetTextAsync("/v1/events?limit=100")).ShouldContain("\"PersonErased\"");
        (await platform.GetTextAsync("/v1/funding/totals?groupBy=investor")).ShouldContain("erased-person-1");
        (await platform.EventCtlAsync(0, "verify")).ShouldContain("Everything is as it has to be.");
        (await EraseAsync()).ShouldContain("--count 0");
        await StaysKnownAsync();
    }

    /// <summary>Sending the report again makes a duplicate and does not bring the name back.</summary>
    private async Task StaysKnownAsync()
    {
        await platform.PostAsync(
            [Round("round-1", "Acme", "Jane Doe", "Investors:\nJane Doe put in the first million."), Events.Funding("Last", "last")]);
        await Eventually.Be("the report posted after it is stored", () => platform.Workspace.ScalarAsync<bool>(
            "select exists (select from log.mt_events where data->>'id' = 'last')"));
        (await NamedAsync()).ShouldBe(0);
        (await platform.GetTextAsync($"/v1/receipts?source={Uri.EscapeDataString(Events.Feed)}&id=round-1")).ShouldContain("stored");
    }

    /// <summary>Counts the rows of all tables that contain the name. A company's own name may stay.</summary>
    private async Task<long> NamedAsync()
    {
        var found = 0L;
        var tables = await platform.Workspace.ListAsync<string>(
            "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname ~ '^(log|audit|access|read)'");
        try
        {
            foreach (var table in tables)
            {
                found += await platform.Workspace.ScalarAsync<long>(
                    $"select count(*) from {table} t where replace(replace(lower(t::text), 'jane doe ventures', ''), 'jane-doe-ventures', '') ~ 'jane[^a-z]{{1,3}}doe([^a-z]|$)'");
            }
        }
        catch (PostgresException dropped) when (dropped.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return NotKnown; // a generation was dropped in between
        }

        return found;
    }

    private static string Sum(JsonNode total) => $"{total["amount"] ?? total["total"] ?? total}";

    private Task<string> EraseAsync(int code = 0, params string[] arguments) =>
        platform.EventCtlAsync(code, ["erase", "Jane Doe", .. arguments]);

    private static JsonObject Round(string id, string company, string investor, string quote)
    {
        var round = Events.Funding(company, id);
        round["data"]!["investors"] = new JsonArray(
            new JsonObject { ["party"] = new JsonObject { ["name"] = investor, ["kind"] = "person" }, ["role"] = "lead" });
        round["data"]!["evidence"] = new JsonObject { ["quote"] = quote };
        return round;
    }
}
