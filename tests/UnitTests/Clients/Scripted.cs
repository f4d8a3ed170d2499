using System.Net;
using System.Text;

namespace EventPlatform.UnitTests.Clients;

/// <summary>Returns prepared answers in order, and records the requests.</summary>
internal sealed class Scripted(params (HttpStatusCode Status, string MediaType, string Body)[] answers) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    public HttpClient Http => new(this, disposeHandler: false) { BaseAddress = new Uri("http://platform.example") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var (status, mediaType, body) = answers[Requests.Count];
        Requests.Add(request);
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, mediaType) });
    }
}
