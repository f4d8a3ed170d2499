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
    /// What every connection has unless its string says otherwise: three seconds to connect, one for a statement to end that was cancelled,
    /// and keepalive packets that find a dead connection within 15 seconds. Statements that come again and again are prepared. Nothing may
    /// change a setting for longer than its transaction, since connections keep their state when they return to the pool.
    /// </summary>
    private const string Defaults =
        "Timeout=3;Cancellation Timeout=1000;Tcp Keepalive Time=5;Tcp Keepalive Interval=1;Max Auto Prepare=100;No Reset On Close=true;" +
        "Timezone=UTC";

    private const int MigrationSeconds = 3600;
    private const int ListenSeconds = 2;
    private const int OwnStatementSeconds = 30;

    /// <summary>A pool on <c>ConnectionStrings:Postgres</c>, a readiness check for it, and 503 for requests that it fails.</summary>
    /// <param name="statementSeconds">How long a statement may take unless its command says otherwise.</param>
    /// <param name="writes">False if the service only reads.</param>
    /// <param name="configure">How this service wants its connections to be.</param>
    public static IServiceCollection AddPostgres(
        this IHostApplicationBuilder builder, int statementSeconds, bool writes, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var connection = builder.PostgresConnection(statementSeconds);
        builder.Services.AddHealthChecks().AddCheck<PostgresCheck>("postgres", tags: ["Postgres"]);
        return builder.Services.AddExceptionHandler<DatabaseAway>()
            .AddSingleton(services => DataSource(services, connection, configure))
            .AddSingleton(services => new PostgresCheck(services.GetRequiredService<NpgsqlDataSource>(), connection, writes));
    }

    /// <summary>A pool for each generation of the read tables.</summary>
    public static IServiceCollection AddGenerationPools(
        this IHostApplicationBuilder builder, int statementSeconds, Action<NpgsqlConnectionStringBuilder> configure)
    {
        var connection = builder.PostgresConnection(statementSeconds);
        return builder.Services.AddSingleton(services => new GenerationPools(
            schema => DataSource(services, connection, configure + (own => own.SearchPath = schema))));
    }

    /// <summary>
    /// <see cref="Notifications"/> of these channels, on a connection that is in no pool: it would go on listening there.
    /// </summary>
    public static IServiceCollection AddNotifications(this IHostApplicationBuilder builder, params IReadOnlyList<string> channels)
    {
        var connection = builder.PostgresConnection(ListenSeconds);
        return builder.Services.AddSingleton(services => new Notifications(
                DataSource(services, connection, own => own.Pooling = false), channels, services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<Notifications>>()))
            .AddHostedService(services => services.GetRequiredService<Notifications>());
    }

    /// <summary>The log as a Marten store, for its owner: on connections that let a migration take its time.</summary>
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
    /// Documents of one's own over the log: Marten with its daemon in this process, in a schema that the service's role owns
    /// (docs/own-read-model.md). Instances share no work.
    /// </summary>
    /// <param name="configure">What to project, and how: Marten's own options.</param>
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
        // In metrics; else the connection string would be there
        source.Name = source.ConnectionStringBuilder.SearchPath ?? ReportLog.Schema;
        return source.Build();
    }

    /// <summary>What a service asks by itself, again and again, is part of no trace.</summary>
    private static void OnlyWithinSpans(NpgsqlTracingOptionsBuilder tracing) => tracing
        .ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null)
        .ConfigureCopyOperationFilter(_ => Activity.Current is not null).EnablePhysicalOpenTracing(false);

    private static string PostgresConnection(this IHostApplicationBuilder builder, int statementSeconds) =>
        builder.Configuration.GetConnectionString("Postgres") is { } connection && !string.IsNullOrWhiteSpace(connection)
            ? $"{Defaults};Command Timeout={statementSeconds};{connection}"
            : throw new OptionsValidationException("ConnectionStrings", typeof(NpgsqlDataSource),
                ["ConnectionStrings:Postgres is missing: set it to 'Host=…;Port=…;Database=…;Username=…;Password=…'"]);
}
