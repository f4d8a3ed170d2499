using EventPlatform.Broker;
using EventPlatform.Servers;
using RabbitMQ.Client;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>
/// A service with a bad configuration gives the reason in one line. It stops if waiting cannot help; otherwise it is not ready.
/// </summary>
[Trait("Servers", "any")]
public sealed class Bad_configuration(Workspace workspace) : IClassFixture<Workspace>
{
    private const int ExConfig = 78;

    [Theory]
    [InlineData("Ingestion", "ConnectionStrings__RabbitMq", "", "ConnectionStrings:RabbitMq")]
    [InlineData("Ingestion", "ConnectionStrings__RabbitMq", "localhost:5672", "ConnectionStrings:RabbitMq")]
    [InlineData("EventStore", "ConnectionStrings__Postgres", "", "ConnectionStrings:Postgres")]
    [InlineData("Projections", "ConnectionStrings__Postgres", "", "ConnectionStrings:Postgres")]
    [InlineData("Ingestion", "ApiKeys__0__Sha256", "the key itself", "ApiKeys")]
    [InlineData("Query", "Cors__Origins", "*", "Cors:Origins")]
    [InlineData("Query", "Cors__Origins", "https://dashboard.example/page", "Cors:Origins")]
    [InlineData("EventStore", "Cors__Origins", "https://dashboard.example,dashboard.example", "Cors:Origins")]
    [InlineData("Query", "Metrics__Networks", "10.0.0.0", "Metrics:Networks")]
    [InlineData("Query", "Limits__StreamsPerKey", "many", "Limits__StreamsPerKey")]
    [InlineData(
        "Ingestion", "Limits__PatienceSeconds", "0", "Limits__PatienceSeconds: The field PatienceSeconds must be between 1 and 60.")]
    public async Task A_service_that_is_set_up_wrongly_stops_with_one_line(string service, string setting, string value, string named)
    {
        await using var process = new ServiceProcess(service, workspace, (setting, value));

        process.Start();

        (await process.ExitAsync()).ShouldBe(ExConfig, process.Log);
        process.Output.Split('\n').ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            line => line.ShouldStartWith("Cannot start: "),
            line => line.ShouldContain(named));
    }

    [Fact]
    public async Task A_queue_with_other_arguments_makes_the_EventStore_not_ready()
    {
        await DeleteQueueAsync(declareOtherwise: true);

        (await WhyNotReadyAsync("EventStore", "broker", "RabbitMQ refuses the declaration")).ShouldContain(ReportQueues.Queue(0));
    }

    [Fact]
    public async Task A_queue_that_is_missing_makes_Ingestion_not_ready()
    {
        await DeleteQueueAsync(declareOtherwise: false);

        (await WhyNotReadyAsync("Ingestion", "broker", "RabbitMQ does not have the queues")).ShouldContain(ReportQueues.Queue(0));
    }

    [Fact]
    public Task A_wrong_database_password_makes_a_service_not_ready() => WhyNotReadyAsync(
        "EventStore", "postgres", "password authentication failed",
        ("ConnectionStrings__Postgres", workspace.PostgresConnection + ";Password=wrong"));

    [Fact]
    public Task A_broker_password_that_is_wrong_makes_a_service_not_ready() => WhyNotReadyAsync(
        "Ingestion", "broker", "user name or password",
        ("ConnectionStrings__RabbitMq", workspace.Vhost.ToString().Replace("@", "wrong@", StringComparison.Ordinal)));

    [Fact]
    public Task A_broker_that_is_not_there_makes_a_service_not_ready() => WhyNotReadyAsync(
        "Ingestion", "broker", "RabbitMQ cannot be reached at 127.0.0.1",
        ("ConnectionStrings__RabbitMq", $"amqp://a:b@127.0.0.1:{Machine.FreePort()}"));

    /// <summary>
    /// Waits for the expected reason, because on a busy machine the first attempt may end with "has not answered in time".
    /// </summary>
    private async Task<string> WhyNotReadyAsync(string service, string check, string expected, params (string, string)[] settings)
    {
        await using var process = new ServiceProcess(service, workspace, settings);
        process.Start();
        using var http = process.Client(null);
        var why = await Eventually.Get($"{service} reports '{expected}'", async () =>
        {
            using var health = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return (string?)(await health.JsonAsync())["checks"]![check]!["why"] ?? "";
        }, seen => seen.Contains(expected, StringComparison.Ordinal));
        why.ShouldNotContain("\n");
        return why;
    }

    private async Task DeleteQueueAsync(bool declareOtherwise)
    {
        await using var connection = await new ConnectionFactory { Uri = workspace.Vhost }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(ReportQueues.Queue(0));
        if (declareOtherwise) await channel.QueueDeclareAsync(ReportQueues.Queue(0), durable: true, exclusive: false, autoDelete: false);
    }
}
