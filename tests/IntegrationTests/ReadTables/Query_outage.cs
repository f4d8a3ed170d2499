using System.Net;
using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Log;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>While Postgres is away, Query answers 503 with Retry-After; afterwards it answers as before.</summary>
[Trait("Servers", "any")]
public sealed class Query_outage(TestServers servers) : IAsyncLifetime
{
    private readonly LogWorkspace log = new(servers);
    private TcpProxy? proxy;
    private ServiceProcess? projections;
    private ServiceProcess? query;

    public async ValueTask InitializeAsync()
    {
        await log.InitializeAsync();
        proxy = new TcpProxy(log.Workspace.Servers.Host, log.Workspace.Servers.Postgres);
        proxy.Open();
        projections = new ServiceProcess("Projections", log.Workspace);
        query = new ServiceProcess("Query", log.Workspace, ("ConnectionStrings__Postgres", log.Workspace.PostgresThrough(proxy)));
        await Task.WhenAll(projections.StartReadyAsync(), query.StartReadyAsync());
    }

    [Fact]
    public async Task Every_question_is_answered_with_503_as_documented_and_with_an_answer_once_Postgres_is_back()
    {
        var questions = (await ApiDescription.OfAsync(query!)).Operations
            .Where(operation => operation.Method == "get"
                && !operation.Parameters("path").Any() && operation.Path != "/v1/receipts").ToList();
        using var reader = query!.Client(Role.Ops); // ops may use every endpoint
        foreach (var question in questions) (await StatusAsync(reader, question)).ShouldBe(HttpStatusCode.OK, $"{question}");

        proxy!.Cut();
        foreach (var question in questions)
        {
            using var answer = await reader.GetAsync(question.ExampleRequest);
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{question}");
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var problem = await answer.JsonAsync();
            var documented = question.Refusal(503, (string)problem["title"]!).ShouldNotBeNull();
            ((string)problem["detail"]!).ShouldBe((string)documented["detail"]!);
        }

        proxy.Open();
        foreach (var question in questions)
            await Eventually.Get($"{question} is answered", () => StatusAsync(reader, question), status => status == HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        if (query is not null) await query.DisposeAsync();
        if (projections is not null) await projections.DisposeAsync();
        proxy?.Dispose();
        await log.DisposeAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient reader, Operation question)
    {
        using var answer = await reader.GetAsync(question.ExampleRequest);
        return answer.StatusCode;
    }
}
