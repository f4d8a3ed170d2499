using EventPlatform.Client;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>EventPlatform.Client posts events and follows facts through interruptions.</summary>
[Trait("Servers", "any")]
public sealed class Client_package(Platform platform) : EndToEnd(platform)
{
    private FeedClient Feed => new(Platform.Feed);

    private QueryClient Query => new(Platform.Reader);

    [Fact]
    public async Task Posts_an_amount_of_eighteen_digits_and_reads_it_back()
    {
        var posted = await Feed.PostAsync([Round("Exactly", 1234567890123456.78m)]);

        posted.Accepted.ShouldBe(1);
        var receipt = await Query.ReceiptAsync(posted.Receipts.ShouldHaveSingleItem());
        receipt.Status.ShouldBe("stored");
        var fact = await FirstAsync(Query, "exactly");
        fact.Amount.ShouldBe(new Money(1234567890123456.78m, "USD"));
        fact.As<FundingRaised>().Amount.ShouldBe(fact.Amount);
        fact.As<FundingRaised>().On.ShouldBe(PartialDate.Parse("2020-Q2"));
        fact.On!.Latest.ShouldBe(new DateOnly(2020, 6, 30));
    }

    [Fact]
    public async Task Says_what_is_wrong_with_each_event()
    {
        var wrong = Round("Wrong", -1);

        var some = await Feed.PostAsync([Round("Right", 1), wrong]);
        var none = await Feed.PostAsync([wrong]);

        some.Accepted.ShouldBe(1);
        some.Refused.ShouldHaveSingleItem().Line.ShouldBe(2);
        none.Accepted.ShouldBe(0);
        none.Refused.ShouldHaveSingleItem().Errors.ShouldHaveSingleItem().Pointer.ShouldBe("/data/amount/amount");
    }

    [Fact]
    public async Task Posts_again_until_ingestion_is_back()
    {
        await Platform.Ingestion.KillAsync();
        var posting = Feed.PostAsync([Round("Later", 1)]);
        await Platform.Ingestion.StartReadyAsync();

        (await posting).Accepted.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_request_says_why()
    {
        using var reader = Platform.Ingestion.Client(Role.Read);

        var refused = await Should.ThrowAsync<PlatformException>(() => new FeedClient(reader).PostAsync([Round("Refused", 1)]));

        refused.Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        refused.Message.ShouldStartWith("The key may not do this");
    }

    [Fact]
    public async Task Follows_facts_through_the_end_of_query_and_a_rebuild()
    {
        await Feed.PostAsync([Round("Followed", 1)]);
        using var enough = new CancellationTokenSource(Eventually.Patience);
        await using var following = Query.FollowFactsAsync(company: "followed", ct: enough.Token).GetAsyncEnumerator(enough.Token);
        (await NextAsync(following)).ShouldBeOfType<FactChanged>().Fact.Amount!.Amount.ShouldBe(1);

        await Platform.Query.KillAsync();
        await Feed.PostAsync([Round("Followed", 2, "2021-03-04")]);
        await Platform.Query.StartReadyAsync();
        (await NextAsync(following)).ShouldBeOfType<FactChanged>().Fact.Amount!.Amount.ShouldBe(2);

        var number = await Generations.BuildAsync(Platform.Projections);
        using var ops = Platform.Projections.Client(Role.Ops);
        using var promoted = await ops.PostAsync(new Uri($"/v1/generations/{number}/promote", UriKind.Relative), null);
        promoted.EnsureSuccessStatusCode();
        (await NextAsync(following)).ShouldBeOfType<Redone>();
    }

    private static FeedEvent Round(string company, decimal amount, string on = "2020-Q2") => new(
        Events.Feed, $"{company}-{amount}", new FundingRaised
        {
            Company = new CompanyRef { Name = company },
            Status = DealStatus.Completed,
            Round = FundingRound.SeriesA,
            On = PartialDate.Parse(on),
            Amount = new Money(amount, "USD"),
        });

    private static async Task<Fact> FirstAsync(QueryClient query, string company)
    {
        using var enough = new CancellationTokenSource(Eventually.Patience);
        await foreach (var followed in query.FollowFactsAsync(company: company, ct: enough.Token))
            return followed.ShouldBeOfType<FactChanged>().Fact;
        throw new InvalidOperationException("The stream ended");
    }

    private static async Task<Followed> NextAsync(IAsyncEnumerator<Followed> following)
    {
        (await following.MoveNextAsync()).ShouldBeTrue();
        return following.Current;
    }
}
