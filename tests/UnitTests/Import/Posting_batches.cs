using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EventPlatform.Cli;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Import.Posting;

namespace EventPlatform.UnitTests.Import;

public sealed class Posting_batches
{
    private readonly List<string?> waits = [];

    [Fact]
    public async Task A_pause_of_the_platform_is_waited_out_with_the_same_lines()
    {
        var ingestion = new Ingestion(HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.Accepted);

        var answer = await PostAsync(ingestion);

        answer.Refused.ShouldHaveSingleItem().Errors.ShouldHaveSingleItem().ToString().ShouldBe("/data/on: is required");
        ingestion.Bodies.ShouldBe(["{}\n", "{}\n", "{}\n"]);
        waits.ShouldBe(
            ["The platform takes nothing at the moment; trying again in 0 s", "Ingestion asks to slow down; trying again in 0 s", null]);
    }

    [Fact]
    public async Task A_batch_of_which_nothing_was_taken_is_an_answer_too() =>
        (await PostAsync(new Ingestion(HttpStatusCode.BadRequest))).Refused.Count.ShouldBe(1);

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "does not accept FEED_KEY")]
    [InlineData(HttpStatusCode.NotFound, "answers 404")]
    public async Task A_permanent_error_ends_the_import(HttpStatusCode status, string message) =>
        (await Should.ThrowAsync<CommandException>(() => PostAsync(new Ingestion(status)))).Message.ShouldContain(message);

    private async Task<IngestionAnswer> PostAsync(Ingestion ingestion)
    {
        using var http = new HttpClient(ingestion);
        var platform = new Platform(new Uri("http://ingestion"), new Uri("http://query"), "key", "");
        return await new IngestionClient(http, platform, TimeProvider.System, waits.Add)
            .PostAsync("{}\n"u8.ToArray(), CancellationToken.None);
    }

    private sealed class Ingestion(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var status = answers[Bodies.Count - 1];
            var answer = new HttpResponseMessage(status);
            if (status is HttpStatusCode.Accepted or HttpStatusCode.BadRequest)
                answer.Content = new StringContent(
                    """{"accepted":0,"refused":[{"line":1,"errors":[{"pointer":"/data/on","detail":"is required"}]}]}""", Encoding.UTF8,
                    "application/json");
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
            return answer;
        }
    }
}
