using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace EventPlatform.Hosting;

/// <summary>The connection to RabbitMQ at <c>ConnectionStrings:RabbitMq</c>: waits for the broker and the queues, then starts the bus.</summary>
public sealed partial class Broker(Uri uri, ILogger<Broker> log) : IHealthCheck, IAsyncDisposable
{
    private const string ConnectionLost = "RabbitMQ connection lost, trying again";
    private const int MaxDepth = 128; // documents of 61 levels at most, within chunks
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(1);

    private IBusControl? bus;
    private IConnection? pulse; // stays open beside the bus, which does not tell of a lost connection where it only sends
    private string notReady = "connecting to RabbitMQ";

    /// <summary>The one that the queues were found on; null before that.</summary>
    public IConnection? Connection => bus is null ? null : pulse;

    /// <summary>Returns a started bus once the broker answers and has the queues. Until then readiness says why not.</summary>
    /// <param name="queues">Declares the queues, or finds them.</param>
    public async Task<IBus> StartAsync(Func<IConnection, CancellationToken, Task> queues, Action<IRabbitMqBusFactoryConfigurator> configure, CancellationToken ct)
    {
        while (await TryConnectAsync(queues, ct) is { } problem)
        {
            if (problem != notReady) WaitingForBroker(problem);
            notReady = problem;
            await Task.Delay(RetryEvery, ct);
        }

        var started = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(uri);
            rabbit.ConfigureJsonSerializerOptions(json => new(json) { WriteIndented = false, MaxDepth = MaxDepth });
            configure(rabbit);
        });
        await started.StartAsync(ct);
        BrokerReady(ReportQueues.Partitions);
        return bus = started;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult((bus?.CheckHealth(), pulse) switch
        {
            (null, _) => HealthCheckResult.Unhealthy(notReady),
            (_, null or { IsOpen: false }) => HealthCheckResult.Unhealthy(ConnectionLost),
            ({ Status: BusHealthStatus.Healthy }, _) => HealthCheckResult.Healthy(),
            ({ } unhealthy, _) => HealthCheckResult.Unhealthy($"not consuming: {unhealthy.Description}"),
        });

    public ValueTask DisposeAsync() => pulse?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task<string?> TryConnectAsync(Func<IConnection, CancellationToken, Task> queues, CancellationToken ct)
    {
        try
        {
            pulse ??= await new ConnectionFactory { Uri = uri, NetworkRecoveryInterval = RetryEvery }.CreateConnectionAsync(ct);
            await queues(pulse, ct);
            return null;
        }
        catch (AlreadyClosedException)
        {
            return ConnectionLost;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return $"RabbitMQ does not have the queues yet, which the EventStore declares when it starts: {e.ShutdownReason.ReplyText}";
        }
        catch (OperationInterruptedException e)
        {
            return $"RabbitMQ refuses the declaration: {e.ShutdownReason?.ReplyText ?? e.Message}. Delete what was declared otherwise, or use another vhost.";
        }
        catch (BrokerUnreachableException e) when (e.InnerException is AuthenticationFailureException)
        {
            return "RabbitMQ refuses the user name or password of ConnectionStrings:RabbitMq";
        }
        catch (BrokerUnreachableException e)
        {
            return $"RabbitMQ cannot be reached at {uri.Host}:{uri.Port}: {e.InnerException?.Message ?? e.Message}";
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
        if (!Uri.TryCreate(builder.Configuration.GetConnectionString("RabbitMq"), UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
        {
            throw new OptionsValidationException("ConnectionStrings", typeof(Broker),
                ["ConnectionStrings:RabbitMq is missing or no URI: set it to amqp://USER:PASSWORD@HOST:PORT/VHOST"]);
        }

        builder.Services.AddSingleton(services =>
        {
            LogContext.ConfigureCurrentLogContext(services.GetRequiredService<ILoggerFactory>());
            return new Broker(uri, services.GetRequiredService<ILogger<Broker>>());
        });
        builder.Services.AddHealthChecks().AddCheck<Broker>("broker");
    }
}
