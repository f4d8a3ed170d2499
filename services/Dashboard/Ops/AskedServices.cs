using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops;

/// <summary>An answer, or why there is none.</summary>
public sealed record Asked<T>(T? Answer, string? Unknown = null);

internal static class AskedServices
{
    /// <summary>Returns the reason if there is no answer, so that a page can still show its other answers.</summary>
    public static async Task<Asked<T>> AskAsync<T>(
        this PlatformApi platform, Service service, string address, CancellationToken ct = default)
    {
        try
        {
            return new(await platform.GetAsync<T>(service, address, ct));
        }
        catch (UpstreamException why)
        {
            return new(default, $"{why.Title}. {why.Detail}");
        }
        catch (OperationCanceledException)
        {
            return new(default, $"{service} did not answer in time.");
        }
    }
}
