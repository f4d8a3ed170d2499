using System.Text.Json.Serialization;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Health;
using EventPlatform.Hosting.Http;
using EventPlatform.Hosting.Http.Bodies;
using EventPlatform.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Hosting;

/// <summary>The common parts of every service: logs, telemetry, health, problem details, API keys and the HTTP pipeline.</summary>
public static class PlatformDefaults
{
    public static WebApplicationBuilder AddPlatformDefaults(this WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        builder.Services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete).SendProblemsWhateverIsAccepted();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)
            .AddExceptionHandler<UnreadableRequest>();
        builder.Services.ConfigureHttpJsonOptions(http => http.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        builder.AddApiKeys();
        builder.AddAllowedOrigins();
        return builder;
    }

    /// <summary>Adds the parts of a program without an API: logs, telemetry and health.</summary>
    public static void AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.AddLogDefaults();
        builder.AddTelemetry();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddReadiness();
    }

    public static void MapServiceEndpoints(this WebApplication app)
    {
        app.MapHealth();
        app.MapMetrics();
    }

    private static void Complete(ProblemDetailsContext context)
    {
        context.ProblemDetails.Type = ErrorsPage.TypeOf(context.ProblemDetails.Title);
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {context.HttpContext.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed =>
                $"{context.HttpContext.Request.Path} does not take {context.HttpContext.Request.Method}.",
            _ => null,
        };
    }

    public static WebApplication MapPlatformEndpoints(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRoutingWithHead();
        app.UseCors();
        app.UseAllowedMethods();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEndOfKeys();
        app.UseNegotiation();
        app.UseContentCodings();
        app.MapServiceEndpoints();
        app.MapDocuments();
        app.MapRoot();
        return app;
    }
}
