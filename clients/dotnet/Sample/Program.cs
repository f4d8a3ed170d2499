using EventPlatform.Client;
using EventPlatform.Contracts;

var ingestion = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("INGESTION_URL")!) };
ingestion.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("FEED_KEY"));
var query = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("QUERY_URL")!) };
query.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable("READ_KEY"));

var feed = new FeedClient(ingestion);
var reader = new QueryClient(query);

var posted = await feed.PostAsync(
[
    new FeedEvent("/feeds/readme", "clients-csharp", new FundingRaised
    {
        Company = new CompanyRef { Name = "Client One" },
        Status = DealStatus.Completed,
        Round = FundingRound.SeriesA,
        On = PartialDate.Parse("2020-Q2"),
        Amount = new Money(12_345_678.91m, "USD"),
    }),
]);
foreach (var refused in posted.Refused) Console.Error.WriteLine($"{refused.Line}: {string.Join(", ", refused.Errors)}");
foreach (var receipt in posted.Receipts) Console.Error.WriteLine(await reader.ReceiptAsync(receipt));

await foreach (var followed in reader.FollowFactsAsync(company: "client-one"))
{
    if (followed is FactChanged { Fact: { Amount: { } amount } fact })
    {
        Console.WriteLine($"{fact.Company} raised {amount.Amount} {amount.Currency} on {fact.On?.Date}");
        break;
    }
}
