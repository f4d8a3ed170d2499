using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace EventPlatform.Hosting.Health;

/// <summary>The state of the service that runs in this process.</summary>
public sealed class OwnState(Readiness readiness, IHostEnvironment host, TimeProvider time)
{
    private readonly Guid instance = Guid.CreateVersion7(time.GetUtcNow());

    public static string Version { get; } =
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public ServiceState Now()
    {
        var answer = readiness.Answer();
        var why = string.Join("; ", answer.Checks
            .Where(check => check.Value.Status != HealthStatus.Healthy).OrderBy(check => check.Value.Status)
            .Select(check => $"{check.Key}: {check.Value.Why}"));
        return new(host.ApplicationName, instance, Version, answer.Status, why.Length > 0 ? why : null);
    }
}
