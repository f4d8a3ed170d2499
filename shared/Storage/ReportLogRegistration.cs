using System.Diagnostics;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace EventPlatform.Storage;

public static class ReportLogRegistration
{
    /// <summary>
    /// The defaults of every connection: three seconds to connect, one second for a cancelled statement to end, and keepalive packets that
    /// detect a dead connection within 15 seconds. Frequent statements are prepared. No code may change a setting for longer than its
    /// transaction, because connections keep their state when they return to the pool.
    /// </summary>
    private const string Defaults =
        "Timeout=3;Cancellation Timeout=1000;Tcp Keepalive Time=5;Tcp Keepalive Interval=1;Max Auto Prepare=100;No Reset On Close=true;" +
        "Timezone=UTC";

    private const int MigrationSeconds = 3600;
    private const int ListenSeconds = 2;
    private const int OwnStatementSeconds = 30;

    /// <summary>
    /// Adds a pool on <c>ConnectionStrings:Postgres</c>, a readiness check for it, and 503 for requests that fail because of it.
    /// </summary>
    /// <param name="statementSeconds">The timeout of a statement, unless its command sets another.</param>
    /// <param name="writes">False if the service only reads.</param>
    /// <param name="configure">Changes the connection settings for this service.</param>
    public static IServiceCollection AddPostgres(
        this IHostApplicationBuilder builder, int statementSeconds, bool writes, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var connection = builder.PostgresConnection(statementSeconds);
        builder.Services.AddHealthChecks().AddCheck<PostgresCheck>("postgres", tags: ["Postgres"]);
        return builder.Services.AddExceptionHandler<DatabaseAway>()
            .AddSingleton(services => DataSource(services, connection, configure))
            .AddSingleton(services => new PostgresCheck(services.GetRequiredService<NpgsqlDataSource>(), connection, writes));
    }

    /// <summary>Adds a pool for each generation of the read tables.</summary>
    public static IServiceCollection AddGenerationPools(
        this IHostApplicationBuilder builder, int statementSeconds, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var connection = builder.PostgresConnection(statementSeconds);
        return builder.Services.AddSingleton(services => new GenerationPools(
            schema => DataSource(services, connection, configure + (own => own.SearchPath = schema))));
    }

    /// <summary>
    /// Adds <see cref="Notifications"/> of these channels, on an unpooled connection, because a pooled one would go on listening in the
    /// pool.
    /// </summary>
    public static IServiceCollection AddNotifications(this IHostApplicationBuilder builder, params IReadOnlyList<string> channels)
    {
        var connection = builder.PostgresConnection(ListenSeconds);
        return builder.Services.AddSingleton(services => new Notifications(
                DataSource(services, connection, own => own.Pooling = false), channels, services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<Notifications>>()))
            .AddHostedService(services => services.GetRequiredService<Notifications>());
    }

    /// <summary>Adds the log as a Marten store for its owner, on connections with a timeout that is long enough for migrations.</summary>
    public static IServiceCollection AddReportLog(this IHostApplicationBuilder builder)
    {
        var connection = builder.PostgresConnection(MigrationSeconds);
        builder.Services.AddMarten(services =>
        {
            var options = new StoreOptions();
            ReportLog.Configure(options, DataSource(services, connection, configure: null));
            return options;
        });
        return builder.Services;
    }

    /// <summary>
    /// Adds a read model of the service's own over the log: Marten with its daemon in this process, in a schema that the service's role
    /// owns (docs/own-read-model.md). Instances share no work.
    /// </summary>
    /// <param name="configure">Adds projections with Marten's own options.</param>
    public static IServiceCollection AddOwnReadModel(this IHostApplicationBuilder builder, string schema, Action<StoreOptions> configure)
    {
        builder.AddPostgres(OwnStatementSeconds, writes: true);
        builder.Services.AddMarten(services =>
        {
            var options = new StoreOptions();
            ReportLog.Configure(options, services.GetRequiredService<NpgsqlDataSource>());
            ReportLog.Follow(options);
            options.DatabaseSchemaName = schema;
            configure(options);
            return options;
        });
        builder.Services.AddHealthChecks().AddCheck<OwnReadModel>("read-model");
        return builder.Services.AddSingleton<OwnReadModel>().AddHostedService(services => services.GetRequiredService<OwnReadModel>());
    }

    private static NpgsqlDataSource DataSource(
        IServiceProvider services, string connection, Action<NpgsqlConnectionStringBuilder>? configure)
    {
        var source = new NpgsqlDataSourceBuilder(connection).UseLoggerFactory(services.GetRequiredService<ILoggerFactory>())
            .ConfigureTracing(OnlyWithinSpans);
        configure?.Invoke(source.ConnectionStringBuilder);
        // The name in metrics, which would otherwise contain the connection string
        source.Name = source.ConnectionStringBuilder.SearchPath ?? ReportLog.Schema;
        return source.Build();
    }

    /// <summary>Keeps the queries that a service repeats by itself out of the traces.</summary>
    private static void OnlyWithinSpans(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null)
        .ConfigureCopyOperationFilter(_ => Activity.Current is not null).EnablePhysicalOpenTracing(false);

    private static string PostgresConnection(this IHostApplicationBuilder builder, int statementSeconds) =>
        builder.Configuration.GetConnectionString("Postgres") is { } connection && !string.IsNullOrWhiteSpace(connection)
            ? $"{Defaults};Command Timeout={statementSeconds};{connection}"
            : throw new OptionsValidationException("ConnectionStrings", typeof(NpgsqlDataSource),
                ["ConnectionStrings:Postgres is missing: set it to 'Host=…;Port=…;Database=…;Username=…;Password=…'"]);
}
