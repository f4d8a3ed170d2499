using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EventPlatform.Client;
using EventPlatform.Dashboard.Upstream;
using Microsoft.Extensions.Options;

namespace EventPlatform.Dashboard.Corrections;

/// <summary>Posts corrections with the key of their feed.</summary>
internal sealed class CorrectionPosting(IHttpClientFactory clients, IOptions<UpstreamOptions> options, TimeProvider time)
{
    public bool IsPossible => options.Value.CorrectionsKey is { Length: > 0 };

    /// <exception cref="UpstreamException">The report is refused.</exception>
    public async Task PostAsync(Fact fact, Correction correction, string? person, CancellationToken ct)
    {
        var report = correction.ToEvent(fact, Guid.CreateVersion7(time.GetUtcNow()), person)
            ?? throw new UpstreamException(HttpStatusCode.BadRequest, "The correction cannot be read", "It must be a JSON object.");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events")
        {
            Content = new StringContent(report.ToJsonString(), Encoding.UTF8, "application/cloudevents+json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.CorrectionsKey);
        try
        {
            using var answer = await clients.CreateClient(nameof(Service.Ingestion)).SendAsync(request, ct);
            await UpstreamException.ThrowUnlessSuccessAsync(answer, ct);
        }
        catch (HttpRequestException e)
        {
            throw new UpstreamException(HttpStatusCode.ServiceUnavailable, "Ingestion does not answer", "Send the same again later.", e);
        }
    }
}
