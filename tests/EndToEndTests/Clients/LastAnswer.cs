using System.Net.Http.Headers;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Keeps the last answer to a generated client, to compare it with what the client read.</summary>
internal sealed class LastAnswer() : DelegatingHandler(new SocketsHttpHandler())
{
    public string Text { get; private set; } = "";

    /// <summary>Creates a client of a service whose answers are kept here.</summary>
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
