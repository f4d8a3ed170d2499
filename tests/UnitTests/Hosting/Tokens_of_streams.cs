using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace EventPlatform.UnitTests.Hosting;

public sealed class Tokens_of_streams
{
    private const string Path = "/v1/facts/changes";
    private static readonly ApiKey Key = new("page", Role.Read, AccessDirectory.HashOf("secret"));
    private static readonly ApiKey Other = new("other", Role.Read, AccessDirectory.HashOf("another"));

    private readonly Clock clock = new();

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public async Task A_token_opens_its_stream_for_a_minute(int seconds, bool opens)
    {
        var token = Of(Key).Create(Key, Path, QueryOf("?company=x")).Token;

        clock.Now += TimeSpan.FromSeconds(seconds);

        ((await FindAsync(Of(Key), "?company=x", token)) is not null).ShouldBe(opens);
    }

    [Fact]
    public async Task Any_instance_that_knows_the_key_checks_a_token()
    {
        var token = Of(Key).Create(Key, Path, QueryOf("")).Token;

        (await FindAsync(Of(Key, Other), "", token))!.Key.ShouldBe(Key);
        (await FindAsync(Of(Other), "", token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("?company=X&type=y", "?type=y&company=X", true)]
    [InlineData("?company=X", "?Company=X&after=9&wait=5&limit=3", true)]
    [InlineData("?company=X", "?company=x", false)]
    [InlineData("?company=X", "?company=X&type=y", false)]
    [InlineData("?company=X&type=y", "?company=X", false)]
    [InlineData("?company=X%26type%3Dy", "?company=X&type=y", false)]
    [InlineData("?company=X", "?company=X&company=y", false)]
    public async Task It_is_of_one_filter(string made, string asked, bool opens) =>
        ((await FindAsync(Of(Key), asked, Of(Key).Create(Key, Path, QueryOf(made)).Token)) is not null).ShouldBe(opens);

    private StreamTokens Of(params List<ApiKey> keys) => new(new AccessDirectory(Options.Create(keys)), clock);

    private static Task<HeldKey?> FindAsync(StreamTokens tokens, string query, string token) => tokens.FindKeyAsync(
        new DefaultHttpContext { Request = { Path = Path, Query = QueryOf(query) } }.Request, token);

    private static QueryCollection QueryOf(string query) => new(QueryHelpers.ParseQuery(query));
}
