using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Storage;
using Microsoft.OpenApi;

namespace EventPlatform.Query;

/// <summary>What many endpoints here have in common, for their documentation.</summary>
internal static class QueryDocumentation
{
    /// <summary>Every endpoint refuses a query string that is wrong, and answers 503 while it cannot read.</summary>
    public static void OfAll(OpenApiOperation operation)
    {
        operation.RefuseParameters("minPosition", "must be a whole number from 0");
        operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail);
    }

    public static RouteHandlerBuilder TakesMinPosition(this RouteHandlerBuilder endpoint) => endpoint.TakesNumber("minPosition",
        "Waits up to 5 seconds until the read tables have this position, such as a receipt tells: how to read what one wrote.", null, 0, null);

    /// <summary>Of an endpoint that can be followed.</summary>
    public static RouteHandlerBuilder TakesWait(this RouteHandlerBuilder endpoint) => endpoint.TakesNumber("wait",
        "How many seconds an answer may wait for something to tell, where there is nothing yet; 0 unless given.", null, 0, Live.LiveRequests.MaxWaitSeconds);

    /// <summary>As read by <see cref="Parameters.Asked"/>.</summary>
    public static RouteHandlerBuilder TakesAsked(this RouteHandlerBuilder endpoint, bool asOf = true)
    {
        if (asOf) endpoint.Takes("asOf", "A day: facts whose latest day is not after it, plants with the status in force on it. Undated and open-ended facts are left out.", format: "date");
        return endpoint.Takes("knownAt", "What was known then: by the log up to this position, or up to the largest position recorded by this time (RFC 3339). Until now unless given.").TakesMinPosition();
    }

    /// <summary>As <see cref="Lists.ListAnswers"/> gives it.</summary>
    public static RouteHandlerBuilder AnswersList<TPage>(this RouteHandlerBuilder endpoint, string example) => endpoint.Answers<TPage>(example).Offers(Lists.ListAnswers.Csv, Lists.ListAnswers.Ndjson).Changes(operation =>
    {
        var content = operation.Responses!["200"].Content!;
        content[Lists.ListAnswers.Csv] = new();
        content[Lists.ListAnswers.Ndjson] = new();
    });

    public static RouteHandlerBuilder TakesType(this RouteHandlerBuilder endpoint, string? example = null) =>
        endpoint.Takes("type", "Reports, or facts, of this type only.", example, choices: [.. Contracts.ReportTypes.ByName.Keys]);
}
