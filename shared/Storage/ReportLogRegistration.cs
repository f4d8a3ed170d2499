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
    /// <summary>A pool on <c>ConnectionStrings:Postgres</c>, and a readiness check that says when it does not answer.</summary>
    /// <param name="configure">How this service wants its connections to be.</param>
    public static IServiceCollection AddPostgres(this IHostApplicationBuilder builder, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var connection = builder.Configuration.GetConnectionString("Postgres");
        if (string.IsNullOrWhiteSpace(connection))
        {
            throw new OptionsValidationException("ConnectionStrings", typeof(NpgsqlDataSource),
                ["ConnectionStrings:Postgres is missing: set it to 'Host=…;Port=…;Database=…;Username=…;Password=…'"]);
        }

        builder.Services.AddHealthChecks().AddCheck<PostgresCheck>("postgres");
        return builder.Services.AddSingleton(services =>
        {
            var pool = new NpgsqlDataSourceBuilder(connection).UseLoggerFactory(services.GetRequiredService<ILoggerFactory>());
            configure?.Invoke(pool.ConnectionStringBuilder);
            return pool.Build();
        });
    }

    /// <summary>The log as a Marten store, with what a service adds to it (projections).</summary>
    public static IServiceCollection AddReportLog(this IHostApplicationBuilder builder, Action<StoreOptions, IServiceProvider>? add = null)
    {
        builder.AddPostgres().AddMarten(services =>
        {
            var options = new StoreOptions();
            ReportLog.Configure(options, services.GetRequiredService<NpgsqlDataSource>());
            add?.Invoke(options, services);
            return options;
        });
        return builder.Services;
    }
}
