using System.IO.Compression;
using System.Net;
using System.Text;
using EventPlatform.Servers;
using ZstdSharp;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>The content codings and charsets of request bodies.</summary>
[Trait("Servers", "any")]
public sealed class Content_codings(RunningIngestion ingestion) : IClassFixture<RunningIngestion>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("x-gzip")]
    [InlineData("GZIP")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("identity")]
    [InlineData("gzip, br")]
    [InlineData("identity, zstd, gzip")]
    public async Task A_body_is_decoded(string coding)
    {
        var id = $"coded {coding}";
        using var answer = await PostAsync(Events.Funding("Acme", id).ToJsonString(), coding, "application/cloudevents+json");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await ingestion.Workspace.TakeQueuedAsync()).ShouldHaveSingleItem().ShouldBe([id]);
    }

    [Theory]
    [InlineData("gzip", "application/x-ndjson")]
    [InlineData("zstd", "application/cloudevents-batch+json")]
    public async Task Many_events_are_decoded(string coding, string mediaType)
    {
        var events = Enumerable.Range(1, 300).Select(number => Events.Funding("Acme", $"{coding}-{number}").ToJsonString()).ToList();
        var body = mediaType.EndsWith("ndjson", StringComparison.Ordinal) ? string.Join('\n', events) : $"[{string.Join(',', events)}]";
        using var answer = await PostAsync(body, coding, mediaType);

        ((int)(await answer.JsonAsync())["accepted"]!).ShouldBe(300);
        (await ingestion.Workspace.TakeQueuedAsync()).Sum(chunk => chunk.Count).ShouldBe(300);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("compress")]
    [InlineData("gzip, aes128gcm")]
    [InlineData("gzip, gzip, gzip, gzip")]
    public async Task A_coding_that_is_not_taken_is_415_with_those_that_are(string coding)
    {
        using var content = Events.Content("whatever", "application/cloudevents+json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Headers.GetValues("Accept-Encoding").ShouldBe(["gzip, br, zstd"]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task What_a_body_decodes_to_is_held_to_its_limit(string coding)
    {
        using var answer = await PostAsync(new string(' ', 30_000_000), coding, "application/cloudevents+json");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task Lines_without_limit_decode_to_no_more_than_their_share(string coding)
    {
        using var answer = await PostAsync(new string('\n', 100_000_000), coding, "application/x-ndjson");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task A_body_that_is_not_in_the_coding_or_was_cut_off_is_400(string coding)
    {
        var whole = Encode(Encoding.UTF8.GetBytes(Events.Funding("Acme", "cut").ToJsonString()), coding);
        foreach (var body in (byte[][])[whole[..^9], "{\"id\": 1}"u8.ToArray()])
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/x-ndjson");
            content.Headers.ContentEncoding.Add(coding);
            using var answer = await ingestion.Feed.PostEventsAsync(content);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            ((string)(await answer.JsonAsync())["detail"]!).ShouldContain(coding);
        }

        await ingestion.Workspace.TakeQueuedAsync();
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=UTF-8", HttpStatusCode.Accepted)]
    [InlineData("application/cloudevents+json; charset=\"utf-8\"", HttpStatusCode.Accepted)]
    [InlineData("application/cloudevents+json; charset=iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/cloudevents+json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/x-ndjson; charset=windows-1252", HttpStatusCode.UnsupportedMediaType)]
    public async Task A_body_is_in_UTF_8(string contentType, HttpStatusCode status)
    {
        using var content = Events.Content(Events.Funding("Acme", contentType).ToJsonString(), "text/plain");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await ingestion.Feed.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(status);
        await ingestion.Workspace.TakeQueuedAsync();
    }

    [Fact]
    public async Task A_key_is_asked_for_before_a_body_is_looked_at()
    {
        using var content = Events.Content("whatever", "application/cloudevents+json");
        content.Headers.ContentEncoding.Add("compress");
        using var nobody = ingestion.ClientOf(null);
        using var answer = await nobody.PostEventsAsync(content);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<HttpResponseMessage> PostAsync(string text, string codings, string mediaType)
    {
        var body = codings.Split(", ").Aggregate(Encoding.UTF8.GetBytes(text), Encode);
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(mediaType);
        content.Headers.TryAddWithoutValidation("Content-Encoding", codings);
        return await ingestion.Feed.PostEventsAsync(content);
    }

    private static byte[] Encode(byte[] body, string coding)
    {
        using var encoded = new MemoryStream();
        using (var encoder = Encoder(encoded, coding.ToLowerInvariant())) encoder.Write(body);
        return encoded.ToArray();
    }

    private static Stream Encoder(MemoryStream to, string coding) => coding switch
    {
        "gzip" or "x-gzip" => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true),
        "br" => new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true),
        "zstd" => new CompressionStream(to),
        _ => new BufferedStream(to),
    };
}
