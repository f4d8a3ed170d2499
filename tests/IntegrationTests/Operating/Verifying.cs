using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl verify</c> finds changes made by hand.</summary>
[Trait("Servers", "any")]
public sealed class Verifying(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task What_follows_from_the_log_is_as_it_has_to_be_and_a_change_by_hand_is_named()
    {
        await platform.PostAsync(Enumerable.Range(1, 50).Select(number => Events.Funding($"Verified {number}", $"verified-{number}")));
        await platform.SettleAsync(50);
        (await VerifyAsync(0)).ShouldContain("Everything is as it has to be.");

        (await ReadinessAsync(platform.Services[3])).ShouldNotContain("by hand");

        await ChangeAsync("update read_1.facts set amount = 7 where company = 'verified-3' and known_to = 9223372036854775807");
        await Eventually.Be("readiness of Projections reports the changed row",
            async () => (await ReadinessAsync(platform.Services[3])).Contains("into the read table facts at"), Soon);
        var row = await VerifyAsync(3);
        row.ShouldContain("table facts");
        row.ShouldContain("1 rows are served that do not follow from the log");
        await ChangeAsync("update read_1.facts set amount = 1000000 where company = 'verified-3' and known_to = 9223372036854775807");

        await ChangeAsync(
            """update log.mt_events set data = jsonb_set(data, '{data,amount,amount}', '7') where data->>'id' = 'verified-5'""");
        (await VerifyAsync(3, "--log-only")).ShouldContain("its content is not what its hash says");
        await Eventually.Be("readiness of the EventStore reports the changed report",
            async () => (await ReadinessAsync(platform.EventStore)).Contains("the log is not as it was written"), Soon);
        await ChangeAsync(
            """update log.mt_events set data = jsonb_set(data, '{data,amount,amount}', '1000000') where data->>'id' = 'verified-5'""");
        (await VerifyAsync(0)).ShouldContain("Everything is as it has to be.");

        await Eventually.Be("readiness of the EventStore reports no change any more",
            async () => !(await ReadinessAsync(platform.EventStore)).Contains("not as it was written"), Soon);
        await platform.EventCtlAsync(0, "rebuild", "--promote");
        await Eventually.Be("readiness of Projections reports no change any more",
            async () => !(await ReadinessAsync(platform.Services[3])).Contains("by hand"), Soon);

        await ChangeAsync("delete from log.mt_events where data->>'id' = 'verified-40'");
        (await VerifyAsync(3, "--log-only")).ShouldContain("are missing");
    }

    private static async Task<string> ReadinessAsync(ServiceProcess service)
    {
        using var http = service.Client(null);
        return await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
    }

    private async Task ChangeAsync(string sql) => await platform.Workspace.ScalarAsync<object>(sql);

    private Task<string> VerifyAsync(int expected, params string[] arguments) =>
        platform.EventCtlAsync(expected, ["verify", .. arguments]);
}
