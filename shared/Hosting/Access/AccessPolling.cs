using System.ComponentModel.DataAnnotations;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EventPlatform.Hosting.Health;
using EventPlatform.Hosting.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// The address of the EventStore, from configuration section <c>EventStore</c>. Without it, only configured keys are known.
/// </summary>
public sealed class AccessPollingOptions
{
    public Uri? Url { get; set; }

    /// <summary>A key with the role service.</summary>
    public string? Key { get; set; }

    /// <summary>The file that keeps the last snapshot across restarts; null for none. Each service and instance needs its own.</summary>
    public string? Snapshot { get; set; }

    /// <summary>The maximum age at which the file is used at startup.</summary>
    [Range(1, 24 * 365)] public int SnapshotHours { get; set; } = 24;
}

/// <summary>
/// Requests keys and feeds from the EventStore every two seconds. While it does not answer, the last answer stays in force.
/// </summary>
internal sealed partial class AccessPolling(
    KnownAccess known, RefusedKeys refused, OwnState own, IOptions<AccessPollingOptions> options, IHostEnvironment host,
    TimeProvider time, ILogger<AccessPolling> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        known.Begin();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var http = new HttpClient { BaseAddress = options.Value.Url, Timeout = Every };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.Key);
        using var timer = new PeriodicTimer(Every, time);
        var answered = true;
        do
        {
            try
            {
                known.Take(await AskAsync(http, stoppingToken));
                answered = true;
                await PostRefusalsAsync(http, stoppingToken);
            }
            catch (Exception e) when (e is HttpRequestException or JsonException
                || (e is TaskCanceledException && !stoppingToken.IsCancellationRequested))
            {
                if (answered) NotAnswered(e.Message);
                answered = false;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Requests a snapshot, and sends the state of this service with the request.</summary>
    private async Task<AccessSnapshot> AskAsync(HttpClient http, CancellationToken ct)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, "/v1/access");
        own.Now().Write(question.Headers);
        using var answer = await http.SendAsync(question, ct);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<AccessSnapshot>(SnapshotFile.Json, ct))!;
    }

    private Task PostRefusalsAsync(HttpClient http, CancellationToken ct) => refused.HandOverAsync(async taken =>
    {
        using var answer = await http.PostAsJsonAsync(
            "/v1/access/refusals", new Refusals(host.ApplicationName, taken), SnapshotFile.Json, ct);
        answer.EnsureSuccessStatusCode();
    });

    [LoggerMessage(LogLevel.Warning, "The EventStore did not return keys and feeds, using the last known ones: {Why}")]
    private partial void NotAnswered(string why);
}

public static class AccessPollingRegistration
{
    /// <summary>Adds the polling to a service. The EventStore itself does not need it.</summary>
    public static void AddAccessPolling(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("EventStore");
        builder.AddSettings<AccessPollingOptions>(section.Key)
            .Validate(options => options.Url is null == options.Key is null, "EventStore: Url and Key go together: set both, or neither");
        if (section["Url"] is not { Length: > 0 }) return;
        builder.Services.AddSingleton<KnownAccess>().AddSingleton<EventStoreCheck>().AddHostedService<AccessPolling>();
        builder.Services.AddHealthChecks().AddCheck<KnownAccess>("keys").AddCheck<EventStoreCheck>("eventstore", tags: ["the EventStore"]);
    }
}
