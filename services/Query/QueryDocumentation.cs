using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Query.Facts;
using EventPlatform.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace EventPlatform.Query;

/// <summary>What many endpoints here have in common, for their documentation.</summary>
internal static class QueryDocumentation
{
    public static void AddTo(OpenApiOptions options)
    {
        ApiDocument.Of("Query", "Facts, and the log that they rest on. Read-only.", OfAll)(options);
        FactSchemas.AddTo(options);
    }

    /// <summary>Every endpoint refuses a query string that is wrong, and answers 503 while it cannot read.</summary>
    private static void OfAll(OpenApiOperation operation)
    {
        operation.RefuseParameters("minPosition", "must be a whole number from 0");
        operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail);
    }

    /// <summary>What is read can wait for a position, and is not made again for a client that has it.</summary>
    public static RouteHandlerBuilder TakesMinPosition(this RouteHandlerBuilder endpoint) => endpoint
        .TakesNumber("minPosition",
            "Waits up to 5 seconds until the read tables have this position, such as a receipt has: how to read what one wrote.", null, 0, null)
        .Heads(StatusCodes.Status200OK, HeaderNames.ETag, "Names this state and request: sent as If-None-Match, the same answer is 304.")
        .Changes(operation => operation.Responses!["304"] = new OpenApiResponse
        {
            Description = "What the ETag in If-None-Match is of has not changed.",
        });

    /// <summary>A key that means another company is answered with a redirect.</summary>
    public static RouteHandlerBuilder RedirectsAliases(this RouteHandlerBuilder endpoint) => endpoint.Heads(
        StatusCodes.Status308PermanentRedirect, HeaderNames.Location, "The same of the company that the key means.");

    /// <summary>The answer has a link to its next page.</summary>
    public static RouteHandlerBuilder HasNext(this RouteHandlerBuilder endpoint) => endpoint.Heads(
        StatusCodes.Status200OK, HeaderNames.Link, "The next page with rel=\"next\" (RFC 8288), unless it is the last.");

    /// <summary>Of an endpoint that can be followed.</summary>
    public static RouteHandlerBuilder TakesWait(this RouteHandlerBuilder endpoint) => endpoint.TakesNumber("wait",
        "How many seconds an answer may wait for something to tell, where there is nothing yet; 0 unless given.", null, 0, Live.LiveRequests.MaxWaitSeconds);

    /// <summary>As read by <see cref="Parameters.Asked"/>.</summary>
    public static RouteHandlerBuilder TakesAsked(this RouteHandlerBuilder endpoint, bool asOf = true)
    {
        if (asOf) endpoint.Takes("asOf", "A day: facts whose latest day is not after it, plants with the status in force on it. Undated and open-ended facts are left out.", format: "date");
        return endpoint.Takes("knownAt", "What was known then: by the log up to this position or cursor, or up to the largest position recorded by this time (RFC 3339). Until now unless given.").TakesMinPosition();
    }

    /// <summary>As read by <see cref="Parameters.Period"/>.</summary>
    public static RouteHandlerBuilder TakesPeriod(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("from", "Rounds whose latest day is on or after this day. Undated and open-ended ones are left out.", format: "date")
        .Takes("to", "Rounds whose latest day is on or before this day: the same as asOf.", format: "date");

    /// <summary>As <see cref="Lists.ListAnswers"/> gives it.</summary>
    public static RouteHandlerBuilder AnswersList<TPage>(this RouteHandlerBuilder endpoint, string example) => endpoint
        .Answers<TPage>(example).AnswersText(Lists.ListAnswers.Csv, "RFC 4180: the first line names the columns, the last ones whose data it is if a feed has a licence.")
        .AnswersText(Lists.ListAnswers.Ndjson, "One item a line, as in 'items'.")
        .AnswersFile(Lists.Spreadsheet.MediaType, "A workbook: the sheet 'items', and 'about' with query, position and licences.").HasNext()
        .Heads(StatusCodes.Status200OK, Lists.Links.Position, "The position of the log that the answer is of, beside CSV, NDJSON and workbooks.");

    /// <summary>Another form of the answer, by <c>Accept</c>.</summary>
    public static RouteHandlerBuilder AnswersText(this RouteHandlerBuilder endpoint, string mediaType, string form, string? example = null) =>
        endpoint.Offers(mediaType).Changes(operation => operation.Responses!["200"].Content![mediaType] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = form }, Example = example,
        });

    /// <summary>Another form of the answer, by <c>Accept</c>, that is no text.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder endpoint, string mediaType, string form) =>
        endpoint.Offers(mediaType).Changes(operation => operation.Responses!["200"].Content![mediaType] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = form },
        });

    /// <summary>An answer that is a file in one of several forms.</summary>
    public static RouteHandlerBuilder AnswersFiles(this RouteHandlerBuilder endpoint, params string[] mediaTypes) => endpoint.Changes(operation =>
    {
        var answer = new OpenApiResponse { Description = "The file.", Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) };
        foreach (var mediaType in mediaTypes)
            answer.Content[mediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.Responses!["200"] = answer;
        answer.Has(Lists.Links.Position, "The position of the log that the file is of.");
        answer.Has(HeaderNames.Link, "A licence for each feed, with rel=\"license\" (RFC 8288).");
    });

    public static RouteHandlerBuilder TakesType(this RouteHandlerBuilder endpoint, string? example = null) =>
        endpoint.Takes("type", "Reports, or facts, of this type only.", example, choices: [.. Contracts.ReportTypes.ByName.Keys]);
}
