using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Broker;

/// <summary>
/// The connection to RabbitMQ at <c>ConnectionStrings:RabbitMq</c>. It waits for the broker and the queues, then starts the bus. Its health
/// check declares or finds the queues again. That requires an answer from the broker, and lets the EventStore restore deleted queues.
/// </summary>
public sealed partial class ReportBus(Uri uri, ILogger<ReportBus> log) : IHealthCheck, IAsyncDisposable
{
    private const string ConnectionLost = "RabbitMQ connection lost, trying again";
    private const int MaxDepth = 128; // documents have at most 61 levels, and chunks contain documents
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(3);

    private IBusControl? bus;
    private IConnection? pulse; // a second connection, because a bus that only publishes does not report a lost connection
    private Func<IConnection, CancellationToken, Task>? findQueues;
    private string notReady = "connecting to RabbitMQ";

    /// <summary>True after the broker has answered and has the queues.</summary>
    public bool IsStarted => bus is not null;

    /// <summary>
    /// Returns a started bus when the broker answers and has the queues. Until then, readiness reports the reason for the wait.
    /// </summary>
    /// <param name="queues">Declares or finds the queues.</param>
    public async Task<IBus> StartAsync(
        Func<IConnection, CancellationToken, Task> queues, Action<IRabbitMqBusFactoryConfigurator> configure, CancellationToken ct)
    {
        while (await TryConnectAsync(queues, ct) is { } problem)
        {
            if (problem != notReady) WaitingForBroker(problem);
            notReady = problem;
            await Task.Delay(RetryEvery, ct);
        }

        var started = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(uri, host => host.OnRefreshConnectionFactory = factory =>
            {
                BrokerConnection.Configure(factory);
                return Task.CompletedTask;
            });
            rabbit.ConfigureJsonSerializerOptions(json => new(json) { WriteIndented = false, MaxDepth = MaxDepth });
            configure(rabbit);
        });
        await started.StartAsync(ct);
        findQueues = queues;
        BrokerReady(ReportQueues.Partitions);
        return bus = started;
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (bus is null) return HealthCheckResult.Unhealthy(notReady);
        if (pulse is not { IsOpen: true }) return HealthCheckResult.Unhealthy(ConnectionLost);
        if (await TryConnectAsync(findQueues!, cancellationToken) is { } problem) return HealthCheckResult.Unhealthy(problem);
        var consuming = bus.CheckHealth();
        return consuming.Status == BusHealthStatus.Healthy
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"not consuming: {consuming.Description}");
    }

    /// <summary>
    /// Opens another connection, which recovers automatically. RabbitMQ stops reading from publishing connections while it is short of
    /// memory or disk.
    /// </summary>
    public Task<IConnection> ConnectAsync(CancellationToken ct) =>
        BrokerConnection.Configure(new() { Uri = uri, NetworkRecoveryInterval = RetryEvery }).CreateConnectionAsync(ct);

    /// <summary>Measures the queues, see <see cref="ReportQueues.MeasureAsync"/>. Returns null if RabbitMQ does not answer.</summary>
    public async Task<IReadOnlyList<QueueDeclareOk>?> MeasureQueuesAsync(CancellationToken ct)
    {
        if (!IsStarted || pulse is not { IsOpen: true } open) return null;
        try
        {
            return await ReportQueues.MeasureAsync(open, ct).WaitAsync(AnswerPatience, ct);
        }
        catch (Exception e) when (e is TimeoutException or IOException or OperationInterruptedException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => pulse?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string?> TryConnectAsync(Func<IConnection, CancellationToken, Task> queues, CancellationToken ct)
    {
        try
        {
            pulse ??= await ConnectAsync(ct);
            await queues(pulse, ct);
            return null;
        }
        catch (AlreadyClosedException)
        {
            return ConnectionLost;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return $"RabbitMQ does not have the queues, which the EventStore declares: {e.ShutdownReason.ReplyText}";
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            return $"RabbitMQ refuses the declaration: {e.ShutdownReason.ReplyText}. " +
                "Delete the existing exchange or queue, or use another vhost.";
        }
        catch (OperationInterruptedException e)
        {
            return $"RabbitMQ refuses: {e.ShutdownReason?.ReplyText ?? e.Message}";
        }
        catch (BrokerUnreachableException e) when (e.InnerException is AuthenticationFailureException)
        {
            return "RabbitMQ refuses the user name or password of ConnectionStrings:RabbitMq";
        }
        catch (BrokerUnreachableException e)
        {
            return $"RabbitMQ cannot be reached at {uri.Host}:{uri.Port}: {e.InnerException?.Message ?? e.Message}";
        }
        catch (Exception e) when (e is IOException or TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return $"RabbitMQ does not answer at {uri.Host}:{uri.Port}";
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for the broker: {Problem}")]
    private partial void WaitingForBroker(string problem);

    [LoggerMessage(LogLevel.Information, "Broker ready: {Partitions} partition queues found")]
    private partial void BrokerReady(int partitions);
}

public static class BrokerRegistration
{
    public static void AddBroker(this WebApplicationBuilder builder)
    {
        if (!Uri.TryCreate(builder.Configuration.GetConnectionString("RabbitMq"), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("amqp" or "amqps"))
        {
            throw new OptionsValidationException("ConnectionStrings", typeof(ReportBus),
                ["ConnectionStrings:RabbitMq is missing or not a URI: set it to amqp://USER:PASSWORD@HOST:PORT/VHOST"]);
        }

        builder.Services.AddSingleton(services =>
        {
            LogContext.ConfigureCurrentLogContext(services.GetRequiredService<ILoggerFactory>());
            return new ReportBus(uri, services.GetRequiredService<ILogger<ReportBus>>());
        });
        builder.Services.AddHealthChecks().AddCheck<ReportBus>("broker", tags: ["RabbitMQ"]);
    }
}
