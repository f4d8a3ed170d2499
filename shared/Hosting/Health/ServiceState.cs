using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Hosting.Health;

/// <summary>What a service says of itself whenever it asks the EventStore for keys, in headers of the request.</summary>
/// <param name="Instance">New at each start of a process.</param>
/// <param name="Version">The program's version, with its commit.</param>
/// <param name="Why">The checks that are not healthy, and what they say; null if all are.</param>
public sealed record ServiceState(string Service, Guid Instance, string Version, HealthStatus Status, string? Why)
{
    private const string Header = "EventPlatform-";
    private const int MaxText = 500;

    /// <summary>Null if a request does not say it.</summary>
    public static ServiceState? Read(IHeaderDictionary headers)
    {
        return Text("Service") is { } service && Guid.TryParse(Text("Instance"), out var instance) && Text("Version") is { } version
            && Enum.TryParse<HealthStatus>(Text("Status"), out var status)
            ? new(service, instance, version, status, Text("Why"))
            : null;

        string? Text(string name) =>
            headers[Header + name] is [{ Length: > 0 } text] ? Uri.UnescapeDataString(text).Replace('\0', ' ') : null;
    }

    internal void Write(HttpRequestHeaders headers)
    {
        (string Name, string? Text)[] all =
            [("Service", Service), ("Instance", $"{Instance}"), ("Version", Version), ("Status", $"{Status}"), ("Why", Why)];
        foreach (var (name, text) in all)
        {
            if (text is not null) headers.Add(Header + name, Uri.EscapeDataString(text[..Math.Min(MaxText, text.Length)]));
        }
    }
}
