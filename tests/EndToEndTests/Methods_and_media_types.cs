using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Every service uses HTTP the same way, at each of its endpoints.</summary>
[Trait("Servers", "any")]
public sealed class Methods_and_media_types(Platform platform) : EndToEnd(platform)
{
    private static readonly string[] ChangesWithEachAnswer =
        ["Date", "Transfer-Encoding", "Content-Length", "Content-Security-Policy", "Last-Modified"];

    [Fact]
    public async Task Every_GET_answers_HEAD_with_its_status_and_headers_and_no_body()
    {
        foreach (var (service, path) in await GetsAsync())
        {
            using var http = ClientOf(service, path);
            using var get = await http.GetAsync(path);
            using var head = await SendAsync(http, HttpMethod.Head, path);

            head.StatusCode.ShouldBe(get.StatusCode, $"HEAD {path}");
            Headers(head).ShouldBe(Headers(get), ignoreOrder: true, $"HEAD {path}");
            (await head.Content.ReadAsByteArrayAsync()).ShouldBeEmpty($"HEAD {path}");
        }
    }

    [Theory]
    [InlineData("/v1/events")]
    [InlineData("/v1/facts")]
    [InlineData("/v1/facts/changes")]
    public async Task A_stream_answers_HEAD_at_once_and_its_connection_is_free_again(string path)
    {
        using var one = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = Platform.Query.Address, Timeout = TimeSpan.FromSeconds(20),
            DefaultRequestHeaders = { Authorization = Platform.Reader.DefaultRequestHeaders.Authorization },
        };
        for (var time = 0; time < 3; time++)
        {
            using var head = await SendAsync(one, HttpMethod.Head, new Uri(path, UriKind.Relative), ("Accept", "text/event-stream"));
            head.StatusCode.ShouldBe(HttpStatusCode.OK);
            head.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        }
    }

    [Fact]
    public async Task Every_GET_refuses_an_Accept_that_it_cannot_satisfy_and_says_what_there_is()
    {
        foreach (var (service, path) in await GetsAsync())
        {
            using var http = ClientOf(service, path);
            using var answer = await SendAsync(http, HttpMethod.Get, path, ("Accept", "image/png, text/turtle;q=0.5"));

            answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable, $"{path}");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            (await answer.JsonAsync())["offered"]!.AsArray().ShouldNotBeEmpty($"{path}");
        }
    }

    [Theory]
    [InlineData("/v1/companies/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/v1/companies?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/companies?minPosition=999999999", HttpStatusCode.BadRequest)]
    public async Task A_problem_is_told_whatever_the_request_accepts(string path, HttpStatusCode expected)
    {
        using var answer = await SendAsync(
            Platform.Reader, HttpMethod.Get, new Uri(path, UriKind.Relative), ("Accept", "application/json;q=0.5, text/csv"));

        answer.StatusCode.ShouldBe(expected);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        ((string?)(await answer.JsonAsync())["detail"]).ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_told_with_those_that_it_takes()
    {
        using var ops = Platform.EventStore.Client(Role.Ops);
        var feeds = new Uri("/v1/feeds", UriKind.Relative);
        using var refused = await ops.DeleteAsync(feeds);
        using var asked = await SendAsync(ops, HttpMethod.Options, feeds);
        using var health = await ops.PostAsync(new Uri("/health/ready", UriKind.Relative), null);

        (refused.StatusCode, asked.StatusCode, health.StatusCode)
            .ShouldBe((HttpStatusCode.MethodNotAllowed, HttpStatusCode.NoContent, HttpStatusCode.MethodNotAllowed));
        refused.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "POST", "OPTIONS"], ignoreOrder: true);
        asked.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "POST", "OPTIONS"], ignoreOrder: true);
        health.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "OPTIONS"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_root_of_every_service_says_what_it_is_and_where_to_read_on()
    {
        foreach (var service in Platform.All)
        {
            using var anyone = service.Client(null);
            using var answer = await anyone.GetAsync(new Uri("/", UriKind.Relative));
            var root = await answer.JsonAsync();

            ((string)root["service"]!).ShouldContain(service.Name);
            foreach (var link in (string[])["docs", "openApi", "health"])
            {
                using var linked = await anyone.GetAsync(new Uri((string)root[link]!, UriKind.Relative));
                linked.StatusCode.ShouldBe(HttpStatusCode.OK, $"{service.Name} {link}");
            }
        }
    }

    private async Task<List<(ServiceProcess Service, Uri Path)>> GetsAsync()
    {
        var gets = new List<(ServiceProcess, Uri)>();
        foreach (var service in Platform.All)
        {
            gets.AddRange(((string[])["/", "/health/live", "/health/ready", "/v1/docs/", "/v1/openapi.json"])
                .Select(path => (service, new Uri(path, UriKind.Relative))));
            gets.AddRange((await ApiDescription.OfAsync(service)).Operations.Where(operation => operation.Method == "get")
                .Select(operation => (service, operation.ExampleRequest)));
        }

        return gets;
    }

    private static HttpClient ClientOf(ServiceProcess service, Uri path) =>
        service.Client($"{path}".StartsWith("/v1/access", StringComparison.Ordinal) ? Role.Service : Role.Ops);

    private static IEnumerable<string> Headers(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .Where(header => !ChangesWithEachAnswer.Contains(header.Key)).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, Uri path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        return await http.SendAsync(request);
    }
}
