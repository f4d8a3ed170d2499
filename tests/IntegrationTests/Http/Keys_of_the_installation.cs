using System.Net;
using System.Net.Http.Headers;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

[Trait("Servers", "any")]
public sealed class Keys_of_the_installation(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData(Role.Read, HttpStatusCode.Forbidden)]
    [InlineData(Role.Ops, HttpStatusCode.Accepted)]
    [InlineData(Role.Feed, HttpStatusCode.Accepted)]
    public async Task Feeds_and_ops_may_post(Role? role, HttpStatusCode expected)
    {
        using var http = ingestion.ClientOf(role);

        using var answer = await http.PostEventsAsync(Events.One(Events.Funding("Keys", "key-1")));

        answer.StatusCode.ShouldBe(expected);
        (await ingestion.Workspace.TakeQueuedAsync()).Count.ShouldBe(expected == HttpStatusCode.Accepted ? 1 : 0);
    }

    [Theory]
    [InlineData("Bearer", "not-a-key")]
    [InlineData("Basic", "dGVzdHM6dGVzdHM=")]
    public async Task An_unknown_key_is_refused_with_problem_details_that_say_what_to_send(string scheme, string key)
    {
        using var http = ingestion.ClientOf(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, key);

        using var answer = await http.PostEventsAsync(Events.One(Events.Funding("Keys", "key-2")));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        ((string)(await answer.JsonAsync())["detail"]!).ShouldContain("Authorization: Bearer KEY");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Another_media_type_is_refused_with_those_that_are_taken(string mediaType)
    {
        using var answer = await ingestion.Feed.PostEventsAsync(Events.Content("{}", mediaType));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        ((string)(await answer.JsonAsync())["detail"]!).ShouldContain("application/cloudevents+json");
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("Application/CloudEvents+JSON")]
    public async Task Parameters_and_case_of_the_media_type_do_not_matter(string mediaType)
    {
        using var content = Events.One(Events.Funding("Keys", "key-3"));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await ingestion.Workspace.TakeQueuedAsync();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_wants_no_key(string path)
    {
        using var http = ingestion.ClientOf(null);

        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
