using System.Net.Http.Headers;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Keeps what a generated client was answered last, to be compared with what the client made of it.</summary>
internal sealed class LastAnswer() : DelegatingHandler(new SocketsHttpHandler())
{
    public string Text { get; private set; } = "";

    /// <summary>A client of a service that keeps its answers here.</summary>
    public HttpClient Of(ServiceProcess service, Role role) => new(this, disposeHandler: false)
    {
        BaseAddress = service.Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Keys.Of(role)) },
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        await answer.Content.LoadIntoBufferAsync(cancellationToken);
        Text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer;
    }
}
