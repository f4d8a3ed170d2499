using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.Tallies;

/// <summary><c>POST /v1/refused-events</c>: accepts the refusals of Ingestion, for <c>GET /v1/feeds/{name}/quality</c> of Query.</summary>
internal static class RefusedEventsEndpoint
{
    public static void MapRefusedEvents(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/refused-events", Post).RequireKey(Role.Service).WithName("reportRefusedEvents")
            .WithSummary("Records the events that Ingestion refused")
            .TakesBody(
                """
                {"publisher":"0199c0de-0000-7000-8000-000000000000","number":1,
                 "counts":[{"sender":"feed press","pointer":"/id","detail":"is required","count":3,"first":"2026-11-23T07:04:05Z","last":"2026-11-23T07:05:00Z"}],
                 "examples":[{"sender":"feed press","at":"2026-11-23T07:05:00Z","line":2,"source":"/feeds/press","id":null,"type":"FundingRaised",
                   "errors":[{"pointer":"/id","detail":"is required"}]}]}
                """)
            .Produces(StatusCodes.Status204NoContent);

    private static async Task<NoContent> Post(RefusedEvents refused, RefusedEventStore store, CancellationToken ct)
    {
        await store.NoteAsync(refused, ct);
        return TypedResults.NoContent();
    }
}
