using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EventPlatform.Hosting.Health;

/// <summary>The state that a service reports in request headers whenever it requests keys from the EventStore.</summary>
/// <param name="Instance">An id that is new at each start of a process.</param>
/// <param name="Version">The version of the program, with its commit.</param>
/// <param name="Why">The checks that are not healthy, with their reasons; null if all are healthy.</param>
public sealed record ServiceState(string Service, Guid Instance, string Version, HealthStatus Status, string? Why)
{
    private const string Header = "EventPlatform-";
    private const int MaxText = 500;

    /// <summary>Returns null if the request has no such headers.</summary>
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
