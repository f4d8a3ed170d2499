using System.Text.Json;
using EventPlatform.Dashboard.Ops.Access;
using EventPlatform.Dashboard.Ops.Generations;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Operations;

namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>Asks all services at once. It does not wait twice for a service that hangs.</summary>
internal sealed class PlatformLook(PlatformApi platform, IConfiguration configuration, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task<OverviewAnswers> NowAsync(CancellationToken ct)
    {
        var services = Enum.GetValues<Service>();
        var readiness = await Task.WhenAll(services.Select(service => ReadinessAsync(service, ct)));
        var known = services.Zip(readiness).ToDictionary(one => one.First, one => one.Second);
        using var limited = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);

        Task<Asked<T>> Ask<T>(Service service, string address) => known[service].Status == Readiness.Away
            ? Task.FromResult(new Asked<T>(default, $"{service} is away."))
            : platform.AskAsync<T>(service, address, both.Token);

        var queues = Ask<Queues>(Service.EventStore, "/v1/queues");
        var progress = Ask<Progress>(Service.Projections, "/v1/progress");
        var generations = Ask<GenerationList>(Service.Projections, "/v1/generations");
        var letters = Ask<LetterGroups>(Service.EventStore, "/v1/dead-letters/groups?state=waiting&limit=200");
        var parked = Ask<ParkedList>(Service.Projections, "/v1/parked");
        var tallies = Ask<Tallies>(Service.EventStore, "/v1/tallies");
        var sizes = Ask<Sizes>(Service.EventStore, "/v1/sizes");
        var maintenance = Ask<MaintenanceState>(Service.EventStore, "/v1/maintenance");
        return new(
            known, await queues, await progress, await generations, await letters, await parked, await tallies, await sizes,
            await maintenance, DiskSpace.Find(configuration[DiskSpace.Variable]));
    }

    private async Task<Readiness> ReadinessAsync(Service service, CancellationToken ct)
    {
        using var limited = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
            using var answer = await platform.SendAsync(service, request, both.Token); // 503 if it is not ready, with the same body
            return await answer.Content.ReadFromJsonAsync<Readiness>(both.Token) ?? Readiness.OfAway("its readiness cannot be read");
        }
        catch (UpstreamException why)
        {
            return Readiness.OfAway(why.Detail);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Readiness.OfAway($"it has not answered for {Patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is JsonException or HttpRequestException)
        {
            return Readiness.OfAway("its readiness cannot be read");
        }
    }
}
