using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>
/// A redrive that fails burns a position. A generation that is built afterwards ends at the same position as the served one, so that it can
/// be promoted and replaced again.
/// </summary>
[Trait("Servers", "any")]
public sealed class Holes_at_the_end(LogWorkspace log) : IClassFixture<LogWorkspace>, IAsyncLifetime
{
    private readonly ServiceProcess eventStore = new("EventStore", log.Workspace);
    private readonly ServiceProcess projections = new("Projections", log.Workspace);

    public async ValueTask InitializeAsync() => await Task.WhenAll(projections.StartReadyAsync(), eventStore.StartReadyAsync());

    [Fact]
    public async Task Generations_ignore_holes_at_the_end_of_the_log()
    {
        await log.AppendAsync(Reports.Funding("holes", "last"));
        await Generations.IsCaughtUpAsync(projections);
        await log.BurnPositionAsync();
        await Eventually.Be("the hole has a tombstone", async () =>
            await log.Workspace.ScalarAsync<long>(
                "select max(seq_id) - max(seq_id) filter (where not is_archived) from log.mt_events") > 0);

        var built = await Generations.BuildAsync(projections);

        (await MarkAsync(built)).ShouldBe(await MarkAsync(1));
        await PromoteAsync(built);
        using var http = projections.Client(Role.Ops);
        (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await PromoteAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        await projections.DisposeAsync();
        await eventStore.DisposeAsync();
    }

    private Task<long> MarkAsync(int generation) => log.Workspace.ScalarAsync<long>($"select position from read_{generation}.mark");

    private async Task PromoteAsync(int generation)
    {
        using var ops = projections.Client(Role.Ops);
        using var answer = await ops.PostAsync(new Uri($"/v1/generations/{generation}/promote", UriKind.Relative), content: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
