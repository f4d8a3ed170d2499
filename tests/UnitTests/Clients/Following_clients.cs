using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Clients;

/// <summary>How EventPlatform.Client handles answers that a running platform rarely gives.</summary>
public sealed class Following_clients
{
    private const string Events = "text/event-stream";

    private const string Change =
        """
        id: 101.0@1
        data: {"cursor":"101.0@1","fact":{"id":"97f0ab9d-07e1-8020-a9a2-ea479cc5c5f3","type":"FundingRaised","state":"reported",
        data: "status":"announced","since":101,"knownFrom":101,"sources":[],"reports":[],"data":{}}}


        """;

    [Fact]
    public async Task A_follower_goes_on_from_the_end_of_a_restored_log()
    {
        using var platform = new Scripted(
            (HttpStatusCode.OK, Events, "event: redone\ndata: {\"endOfLog\":100}\n\n"), (HttpStatusCode.OK, Events, Change));

        var followed = await FollowAsync(platform, 2, after: "150.0@1");

        followed[0].ShouldBe(new Redone("100"));
        followed[1].ShouldBeOfType<FactChanged>().Cursor.ShouldBe("101.0@1");
        platform.Requests.Select(request => request.Headers.GetValues("Last-Event-ID").Single()).ShouldBe(["150.0@1", "100"]);
    }

    [Fact]
    public async Task What_a_later_version_sends_is_passed_over()
    {
        using var platform = new Scripted((HttpStatusCode.OK, Events, $"event: news\ndata: {{}}\n\n{Change}"));

        (await FollowAsync(platform, 1)).ShouldHaveSingleItem().ShouldBeOfType<FactChanged>();
    }

    [Fact]
    public async Task A_revoked_key_ends_a_stream_with_the_reason()
    {
        using var platform = new Scripted(
            (HttpStatusCode.OK, Events,
                "event: revoked\ndata: {\"title\":\"The key was revoked\",\"status\":401,\"detail\":\"Send another.\"}\n\n"));

        var ended = await Should.ThrowAsync<PlatformException>(() => FollowAsync(platform, 1));

        ended.Status.ShouldBe(HttpStatusCode.Unauthorized);
        ended.Message.ShouldBe("The key was revoked: Send another.");
    }

    [Fact]
    public async Task A_wrong_address_of_a_receipt_is_not_asked_again()
    {
        using var platform = new Scripted((HttpStatusCode.NotFound, "application/problem+json", """{"title":"Not Found","status":404}"""));

        (await Should.ThrowAsync<PlatformException>(() => new QueryClient(platform.Http).ReceiptAsync("/v1/receipt?id=1")))
            .Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Events_that_were_not_read_are_not_passed_over_in_silence()
    {
        using var platform = new Scripted((HttpStatusCode.Accepted, "application/json",
            """{"accepted":1,"refused":[{"line":2,"errors":[{"pointer":"","detail":"was not accepted, nor was anything after it"}]}],"receipts":[]}"""));
        var declared = new FeedEvent("/feeds/press", "1", new ReportRetracted
        {
            Target = new RetractionTarget { Id = "0" }, Reason = "an error",
        });

        var ended = await Should.ThrowAsync<PlatformException>(
            () => new FeedClient(platform.Http).PostAsync([declared, declared, declared]));

        ended.Message.ShouldBe("Not all events were read: was not accepted, nor was anything after it");
    }

    [Fact]
    public async Task A_stream_on_which_nothing_comes_is_opened_again_behind_the_last_change()
    {
        var (time, silent, followed) = (new ManualTime(), new Silent(Change), new List<Followed>());
        using var http = new HttpClient(silent) { BaseAddress = new Uri("http://platform.example") };
        var following = Task.Run(async () =>
        {
            await foreach (var one in new QueryClient(http, time).FollowFactsAsync())
            {
                followed.Add(one);
                if (followed.Count == 2) return;
            }
        });

        await Eventually.Be("the first change came", () => followed.Count == 1 && time.IsWaitedFor);
        time.Advance(TimeSpan.FromSeconds(44));
        silent.Asked.ShouldBe([null]);
        await Eventually.Be("it goes on", () =>
        {
            if (time.IsWaitedFor) time.Elapse();
            return following.IsCompleted;
        });

        await following;
        silent.Asked.ShouldBe([null, "101.0@1"]);
    }

    private static async Task<List<Followed>> FollowAsync(Scripted platform, int count, string? after = null)
    {
        var followed = new List<Followed>();
        await foreach (var one in new QueryClient(platform.Http).FollowFactsAsync(after))
        {
            followed.Add(one);
            if (followed.Count == count) break;
        }

        return followed;
    }

    /// <summary>Answers each request with a stream that contains one change and stays open.</summary>
    private sealed class Silent(string change) : HttpMessageHandler
    {
        public ConcurrentQueue<string?> Asked { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Enqueue(request.Headers.TryGetValues("Last-Event-ID", out var last) ? last.Single() : null);
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(change), cancellationToken);
            var content = new StreamContent(pipe.Reader.AsStream()) { Headers = { ContentType = new(Events) } };
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        }
    }
}
