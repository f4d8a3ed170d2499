using System.Diagnostics;
using System.Net;
using EventPlatform.Servers;
using EventPlatform.Storage;

namespace EventPlatform.EndToEndTests;

/// <summary>
/// Something hangs while its connections stay open. Every service reports that in time, loses nothing, and recovers by itself.
/// </summary>
[Trait("Servers", "any")]
public sealed class Honest_readiness(HangingPlatform platform) : IClassFixture<HangingPlatform>, IAsyncDisposable
{
    [Fact]
    public async Task A_frozen_RabbitMQ_is_named_by_every_service()
    {
        await using (await Frozen.ProcessAsync(platform.Server("rabbitmq").Id))
        {
            await platform.AllNameAsync("RabbitMQ");
            (await platform.PostAsync("frozen-broker")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await platform.AreHealthyAsync();
        await IsTakenAndStoredAsync("frozen-broker");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_frozen_PostgreSQL_is_named_by_every_service_and_questions_get_503_in_seconds(bool postmasterAlone)
    {
        var id = $"frozen-postgres-{postmasterAlone}";
        await using (await Frozen.ProcessAsync(platform.Server("postgres").Id, postmasterAlone))
        {
            (await platform.PostAsync(id)).ShouldBe(HttpStatusCode.Accepted);
            await platform.AllNameAsync("Postgres");
            if (!postmasterAlone) await Task.WhenAll(QuestionsAreAnsweredWith503Async(), platform.AllNameAsync("Postgres"));
        }

        await platform.AreHealthyAsync();
        await platform.IsStoredAsync(id);
    }

    [Fact]
    public async Task Servers_that_are_frozen_until_every_connection_is_given_up_are_used_again_without_help()
    {
        using var minute = new PeriodicTimer(TimeSpan.FromSeconds(60));
        await using (await Frozen.ProcessAsync(platform.Server("rabbitmq").Id))
        await using (await Frozen.ProcessAsync(platform.Server("postgres").Id))
        {
            await Task.WhenAll(platform.AllNameAsync("RabbitMQ", platform.Projections, platform.Query),
                platform.AllNameAsync("Postgres", platform.Ingestion));
            await minute.WaitForNextTickAsync();
        }

        await platform.AreHealthyAsync();
        await IsTakenAndStoredAsync("frozen-for-long");
    }

    [Fact]
    public async Task Services_that_start_while_both_servers_are_frozen_say_so_and_wait()
    {
        await Task.WhenAll(platform.Services.Select(service => service.KillAsync()));
        await using (await Frozen.ProcessAsync(platform.Server("rabbitmq").Id))
        await using (await Frozen.ProcessAsync(platform.Server("postgres").Id))
        {
            foreach (var service in platform.Services) service.Start();
            await Task.WhenAll(platform.Services.Select(service => Eventually.Be($"{service.Name} listens",
                async () => (await HangingPlatform.ReadinessAsync(service)).Length > 0)));
            await Task.WhenAll(platform.AllNameAsync("RabbitMQ", platform.Projections, platform.Query),
                platform.AllNameAsync("Postgres", platform.Ingestion));
            using var heldOn = new PeriodicTimer(TimeSpan.FromSeconds(15));
            await heldOn.WaitForNextTickAsync();
        }

        platform.Services.ShouldAllBe(service => !service.HasExited);
        await platform.AreHealthyAsync();
        await IsTakenAndStoredAsync("started-frozen");
    }

    [Fact]
    public async Task A_frozen_EventStore_is_named_by_the_others()
    {
        await using (await Frozen.ProcessAsync(platform.EventStore.Id))
        {
            await platform.AllNameAsync("the EventStore does not answer", but: platform.EventStore);
            (await platform.PostAsync("frozen-eventstore")).ShouldBe(HttpStatusCode.Accepted);
        }

        await platform.AreHealthyAsync();
        await platform.IsStoredAsync("frozen-eventstore");
    }

    [Fact]
    public async Task A_frozen_Projections_is_named_by_Query()
    {
        await using (await Frozen.ProcessAsync(platform.Projections.Id))
        {
            await IsTakenAndStoredAsync("frozen-projections");
            await platform.AllNameAsync("Projections does not advance", platform.Ingestion, platform.EventStore, platform.Projections);
        }

        await platform.AreHealthyAsync();
    }

    [Fact]
    public async Task A_lock_held_on_the_append_is_named_with_its_holder()
    {
        await using var connection = await platform.Workspace.Postgres.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ReportLog.TakeAppendLockAsync(transaction, CancellationToken.None);

        (await platform.PostAsync("locked")).ShouldBe(HttpStatusCode.Accepted);
        await platform.AllNameAsync($"Postgres process {connection.ProcessID} of the role postgres holds the append lock");

        await transaction.RollbackAsync();
        await platform.AreHealthyAsync();
        await platform.IsStoredAsync("locked");
    }

    [Fact]
    public async Task A_silent_way_to_RabbitMQ_is_named_by_every_service()
    {
        await platform.RabbitMq.SilenceAsync();
        await platform.AllNameAsync("RabbitMQ");
        platform.RabbitMq.Resume();

        await platform.AreHealthyAsync();
        await IsTakenAndStoredAsync("silent-broker");
    }

    [Fact]
    public async Task A_silent_way_to_PostgreSQL_is_named_by_every_service()
    {
        await platform.Postgres.SilenceAsync();
        (await platform.PostAsync("silent-postgres")).ShouldBe(HttpStatusCode.Accepted);
        await platform.AllNameAsync("Postgres");
        await QuestionsAreAnsweredWith503Async();
        platform.Postgres.Resume();

        await platform.AreHealthyAsync();
        await platform.IsStoredAsync("silent-postgres");
    }

    public ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(platform.Log);
        return ValueTask.CompletedTask;
    }

    private async Task IsTakenAndStoredAsync(string id)
    {
        await Eventually.Be($"{id} is accepted", async () => await platform.PostAsync(id) == HttpStatusCode.Accepted);
        await platform.IsStoredAsync(id);
    }

    /// <summary>Checks that questions get 503 within seconds, even if many wait at once.</summary>
    private async Task QuestionsAreAnsweredWith503Async()
    {
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => platform.Reader.GetAsync(new Uri("/v1/facts", UriKind.Relative))));
        Console.WriteLine($"40 questions: {Stopwatch.GetElapsedTime(began)}");
        foreach (var answer in answers)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter.ShouldNotBeNull();
            answer.Dispose();
        }

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }
}
