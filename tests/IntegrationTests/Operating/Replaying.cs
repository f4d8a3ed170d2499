using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl replay</c>.</summary>
[Trait("Servers", "any")]
public sealed class Replaying(ImportingPlatform platform) : IClassFixture<ImportingPlatform>, IAsyncLifetime
{
    private const int Reports = 1_200;
    private long before;

    public async ValueTask InitializeAsync()
    {
        before = await EndAsync();
        await platform.PostAsync(Enumerable.Range(1, Reports)
            .Select(number => Events.Funding($"Replayed {number % 7}", $"replayed-{before}-{number}")));
        await platform.SettleAsync(Reports);
    }

    [Fact]
    public async Task A_stretch_is_written_to_a_file_in_its_order_and_nobody_else_notices()
    {
        var file = Path.Combine(platform.Files, $"{before}.ndjson");
        var end = await EndAsync();

        string[] stretch = ["--from", $"{before + 1}", "--to", $"{before + 700}"];
        (await platform.EventCtlAsync(0, ["replay", .. stretch, "--to-file", file, "--rate", "100000"])).ShouldContain("700");

        var lines = (await File.ReadAllLinesAsync(file)).Select(line => JsonNode.Parse(line)!).ToList();
        lines.Select(line => (long)line["position"]!).ShouldBe(Enumerable.Range(1, 700).Select(number => before + number));
        lines.ShouldAllBe(line => (bool)line["replay"]! && (string?)line["specversion"] == "1.0");
        (await EndAsync()).ShouldBe(end);
        var other = Path.Combine(platform.Files, "other.checkpoint");
        (await platform.EventCtlAsync(1, "replay", "--from", "1", "--to-file", file, "--checkpoint", other))
            .ShouldContain("exists already");
    }

    [Fact]
    public async Task A_replay_that_is_killed_goes_on_from_its_checkpoint_and_writes_nothing_twice()
    {
        var file = Path.Combine(platform.Files, $"{before}-killed.ndjson");
        string[] command = ["replay", "--from", $"{before + 1}", "--to-file", file, "--rate", "400"];
        await using (var first = platform.EventCtl(Role.Ops, command))
        {
            await Eventually.Be("part of the replay is written",
                () => File.Exists($"{file}.checkpoint") && new FileInfo(file).Length > 100_000);
            await first.KillAsync();
        }

        await File.AppendAllTextAsync(file, "half a li"); // as if it had been killed in the middle of a write
        await platform.EventCtlAsync(0, command);

        (await File.ReadAllLinesAsync(file)).Select(line => (long)JsonNode.Parse(line)!["position"]!)
            .ShouldBe(Enumerable.Range(1, Reports).Select(number => before + number));
    }

    [Fact]
    public async Task A_consumer_gets_marked_batches_at_the_rate_and_one_that_was_away_misses_none()
    {
        var checkpoint = Path.Combine(platform.Files, $"{before}.url.checkpoint");
        await using var consumer = new Consumer { Refuses = 3 };
        await consumer.StartAsync();
        var began = TimeProvider.System.GetTimestamp();

        await platform.EventCtlAsync(0,
            "replay", "--from", $"{before + 1}", "--to-url", consumer.Address.ToString(), "--rate", "600", "--checkpoint", checkpoint);

        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9), "the rate is 600 a second");
        consumer.Received.Select(one => (long)one["position"]!).ShouldBe(Enumerable.Range(1, Reports).Select(number => before + number));
        consumer.Marks.ShouldAllBe(mark => mark == "true");
    }

    [Theory]
    [InlineData("A replay needs a target", "replay", "--from", "1")]
    [InlineData("is not an address", "replay", "--from", "1", "--to-url", "consumer")]
    [InlineData("knownAt", "replay", "--from", "yesterday", "--to-file", "never.ndjson")]
    public async Task What_is_wrong_is_said(string says, params string[] command) =>
        (await platform.EventCtlAsync(1, command)).ShouldContain(says);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<long> EndAsync() => platform.Workspace.ScalarAsync<long>("select coalesce(max(seq_id), 0) from log.mt_events");
}
