using System.Net;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>What the services allow to pages of other origins in a browser, and to their own pages.</summary>
[Trait("Servers", "any")]
public sealed class Browsers(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task A_page_of_an_allowed_origin_is_told_before_it_has_a_key_what_it_may_send()
    {
        foreach (var service in Platform.All)
        {
            using var answer = await PreflightAsync(service, Platform.Dashboard);

            answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
            Header(answer, "Access-Control-Allow-Origin").ShouldBe(Platform.Dashboard);
            Header(answer, "Access-Control-Allow-Headers").ShouldBe("authorization,last-event-id");
            Header(answer, "Access-Control-Allow-Methods").ShouldContain("GET");
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("https://dashboard.example.evil.example")]
    [InlineData("http://dashboard.example")]
    [InlineData("null")]
    public async Task A_page_of_another_origin_is_allowed_nothing(string origin)
    {
        using var preflight = await PreflightAsync(Platform.Query, origin);
        using var answer = await GetAsync("/v1/companies", origin);

        preflight.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/v1/companies", HttpStatusCode.OK)]
    [InlineData("/v1/companies?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/v1/companies?minPosition=999999999", HttpStatusCode.BadRequest)]
    public async Task An_allowed_page_may_read_every_answer_and_its_headers(string path, HttpStatusCode expected)
    {
        using var answer = await GetAsync(path, Platform.Dashboard);

        answer.StatusCode.ShouldBe(expected);
        Header(answer, "Access-Control-Allow-Origin").ShouldBe(Platform.Dashboard);
        foreach (var header in (string[])["Link", "ETag", "Location", "Retry-After", "Position", "RateLimit"])
            Header(answer, "Access-Control-Expose-Headers").Split(',').ShouldContain(header);
        answer.Headers.Vary.ShouldContain("Origin");
    }

    [Theory]
    [InlineData("/v1/docs/https:evil.example%5Cx")]
    [InlineData("/v1/docs/https%3A%2F%2Fevil.example%2Fx")]
    [InlineData("/v1/docs/%2F%2Fevil.example%2Fx")]
    [InlineData("/v1/docs/v2")]
    [InlineData("/v1/docs/V1")]
    [InlineData("/v1/docs/..%5Cx")]
    public async Task There_is_no_page_for_any_other_document(string path)
    {
        foreach (var service in Platform.All)
        {
            using var anyone = service.Client(null);
            using var answer = await anyone.GetAsync(new Uri(path, UriKind.Relative));

            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);
            (await answer.Content.ReadAsStringAsync()).ShouldNotContain("<script");
        }
    }

    [Theory]
    [InlineData("/v1/docs/?url=https://evil.example/openapi.json")]
    [InlineData("/v1/docs/?documentName=https:evil.example%5Cx&api=https:evil.example")]
    [InlineData("/v1/docs/v1?sources=https://evil.example/openapi.json")]
    public async Task The_page_of_the_known_document_loads_nothing_else_whatever_its_address_says(string path)
    {
        using var anyone = Platform.Query.Client(null);
        using var answer = await anyone.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("evil.example");
        var policy = Header(answer, "Content-Security-Policy").Split("; ");
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldContain("base-uri 'none'");
        policy.Single(rule => rule.StartsWith("script-src", StringComparison.Ordinal)).ShouldNotContain("unsafe");
    }

    [Fact]
    public async Task Scripts_of_the_page_carry_the_nonce_of_its_policy_and_each_page_has_another()
    {
        using var anyone = Platform.Query.Client(null);
        var nonces = new HashSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < 2; time++)
        {
            using var answer = await anyone.GetAsync(new Uri("/v1/docs/", UriKind.Relative));
            var nonce = Header(answer, "Content-Security-Policy").Split("'nonce-")[1].Split('\'')[0];
            nonces.Add(nonce).ShouldBeTrue();
            foreach (var script in (await answer.Content.ReadAsStringAsync()).Split("<script")[1..])
                script.Split('>')[0].ShouldContain($"nonce=\"{nonce}\"");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/health/ready")]
    [InlineData("/v1/docs")]
    [InlineData("/v1/docs/")]
    [InlineData("/v1/docs/scalar.js")]
    [InlineData("/v1/openapi.json")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/companies?limit=x")]
    public async Task Every_answer_forbids_frames_and_guesses_of_its_type(string path)
    {
        using var direct = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Platform.Query.Address };
        direct.DefaultRequestHeaders.Authorization = Platform.Reader.DefaultRequestHeaders.Authorization;
        using var answer = await direct.GetAsync(new Uri(path, UriKind.Relative));

        Header(answer, "Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        Header(answer, "X-Content-Type-Options").ShouldBe("nosniff");
    }

    private static async Task<HttpResponseMessage> PreflightAsync(ServiceProcess service, string origin)
    {
        using var anyone = service.Client(null);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/events")
        {
            Headers =
            {
                { "Origin", origin }, { "Access-Control-Request-Method", "GET" },
                { "Access-Control-Request-Headers", "authorization,last-event-id" }
            },
        };
        return await anyone.SendAsync(request);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", origin } } };
        return await Platform.Reader.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
