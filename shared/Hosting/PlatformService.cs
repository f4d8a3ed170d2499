using System.Globalization;
using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting;

/// <summary>
/// The main program of every service: the common parts, then the service's own. Bad configuration ends it with one clear line.
/// </summary>
public static class PlatformService
{
    private const int BadConfiguration = 78; // EX_CONFIG of sysexits.h

    public static Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map) => RunProgramAsync(args,
        builder =>
        {
            builder.AddPlatformDefaults();
            add(builder);
        },
        app =>
        {
            app.MapPlatformEndpoints();
            map(app);
        });

    /// <summary>Runs a program without an API, which adds everything else that it needs itself.</summary>
    public static async Task<int> RunProgramAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            var builder =
                WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
            builder.AddDevelopmentSettings();
            add(builder);
            await using var app = builder.Build();
            map(app);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException wrong)
        {
            return Refuse(wrong.Message);
        }
        catch (InvalidOperationException wrong)
            when (wrong.Message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal))
        {
            return Refuse($"{wrong.Message}{VariableOf(wrong.Message)}");
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            return Refuse(busy.Message);
        }
    }

    /// <summary>
    /// .NET names the configuration key, such as <c>Limits:PendingBytes</c>, but most settings are environment variables.
    /// </summary>
    private static string VariableOf(string message) =>
        message.Split(" at '") is [_, .., var last] && last.Split("' to type ") is [var key, _]
            ? $" The environment variable is {key.Replace(":", "__", StringComparison.Ordinal)}."
            : "";

    private static int Refuse(string message)
    {
        Console.Error.WriteLine($"Cannot start: {message}");
        return BadConfiguration;
    }
}
