using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Dashboard.Upstream;

/// <summary>The services that pages call.</summary>
public enum Service { Query, EventStore, Projections, Ingestion }

/// <summary>Calls the services with the key of the reader of the page.</summary>
internal sealed class PlatformApi(IHttpClientFactory clients, UpstreamKey key)
{
    private static readonly JsonSerializerOptions Json = new(
        ContractJson.Apply(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }))
    {
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = false,
    };

    /// <exception cref="UpstreamException">The service refuses the request, or does not answer.</exception>
    public async Task<T> GetAsync<T>(Service service, string address, CancellationToken ct = default) =>
        (await GetOrNullAsync<T>(service, address, ct))
        ?? throw new UpstreamException(HttpStatusCode.NotFound, "There is no such thing", $"{service} has nothing at {address}.");

    /// <summary>Returns null if the service answers 404.</summary>
    public async Task<T?> GetOrNullAsync<T>(Service service, string address, CancellationToken ct = default)
    {
        using var answer = await SendAsync(service, new HttpRequestMessage(HttpMethod.Get, address), ct);
        if (answer.StatusCode is HttpStatusCode.NotFound) return default;
        await UpstreamException.ThrowUnlessSuccessAsync(answer, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <summary>Sends JSON, and reads the answer unless it is empty.</summary>
    public async Task<T?> SendAsync<T>(Service service, HttpMethod method, string address, object? body, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
        using var answer = await SendAsync(service, request, ct);
        await UpstreamException.ThrowUnlessSuccessAsync(answer, ct);
        return answer.StatusCode is HttpStatusCode.NoContent ? default : await ReadAsync<T>(answer, ct);
    }

    /// <summary>Returns the answer as it comes. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(Service service, HttpRequestMessage request, CancellationToken ct)
    {
        key.AddTo(request);
        try
        {
            return await clients.CreateClient(service.ToString()).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new UpstreamException(HttpStatusCode.ServiceUnavailable, $"{service} does not answer", e.Message, e);
        }
    }

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        return answer.Content.Headers.ContentLength is 0 ? default : await JsonSerializer.DeserializeAsync<T>(body, Json, ct);
    }
}
