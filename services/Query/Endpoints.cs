using EventPlatform.Query.Companies;
using EventPlatform.Query.Documents;
using EventPlatform.Query.Events;
using EventPlatform.Query.Explain;
using EventPlatform.Query.Exports;
using EventPlatform.Query.Facts;
using EventPlatform.Query.Feeds;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Investors;
using EventPlatform.Query.Live;
using EventPlatform.Query.Mcp;
using EventPlatform.Query.Plants;
using EventPlatform.Query.Promises;
using EventPlatform.Query.Receipts;
using EventPlatform.Query.Records;
using EventPlatform.Query.Search;
using EventPlatform.Query.Shipments;
using EventPlatform.Query.Statistics;

namespace EventPlatform.Query;

/// <summary>Maps all endpoints of the service.</summary>
internal static class Endpoints
{
    public static void MapEverything(this IEndpointRouteBuilder app)
    {
        app.MapSearch();
        app.MapStatistics();
        app.MapCompanies();
        app.MapFacts();
        app.MapRecords();
        app.MapReceipts();
        app.MapFeedQuality();
        app.MapFundingTotals();
        app.MapShipments();
        app.MapShipmentTotals();
        app.MapPromises();
        app.MapInvestors();
        app.MapPlants();
        app.MapExplain();
        app.MapExports();
        app.MapLogEvents();
        app.MapStreamTokens();
        app.MapPlatformDocument();
        app.MapAgentTools();
    }
}
