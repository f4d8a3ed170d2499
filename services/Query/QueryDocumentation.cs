using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;
using EventPlatform.Query.Facts;
using EventPlatform.Storage;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace EventPlatform.Query;

/// <summary>Documentation that many endpoints of this service share.</summary>
internal static class QueryDocumentation
{
    public static void AddTo(OpenApiOptions options)
    {
        ApiDocument.Of("Query", "Facts, and the log that they rest on. Read-only.", OfAll)(options);
        FactSchemas.AddTo(options);
    }

    /// <summary>Every endpoint refuses a wrong query string, and answers 503 while it cannot read the database.</summary>
    private static void OfAll(OpenApiOperation operation)
    {
        operation.RefuseParameters("minPosition", "must be a whole number from 0");
        operation.Refuse(StatusCodes.Status503ServiceUnavailable, DatabaseAway.Title, DatabaseAway.Detail);
    }

    /// <summary>A request can wait for a position. A client that has the answer already gets 304.</summary>
    public static RouteHandlerBuilder TakesMinPosition(this RouteHandlerBuilder endpoint) => endpoint
        .TakesNumber("minPosition",
            "Waits up to 5 seconds until the read tables have reached this position. " +
            "With the position of a receipt, the answer includes that report.", null, 0, null)
        .Heads(StatusCodes.Status200OK, HeaderNames.ETag,
            "Identifies this state and request. Send it as If-None-Match to get 304 if the answer is the same.")
        .Changes(operation => operation.Responses!["304"] = new OpenApiResponse
        {
            Description = "The answer with the ETag in If-None-Match has not changed.",
        });

    /// <summary>An alias of a company is answered with a redirect to its canonical key.</summary>
    public static RouteHandlerBuilder RedirectsAliases(this RouteHandlerBuilder endpoint) => endpoint.Heads(
        StatusCodes.Status308PermanentRedirect, HeaderNames.Location, "The same request with the canonical key of the company.");

    /// <summary>The answer has a link to its next page.</summary>
    public static RouteHandlerBuilder HasNext(this RouteHandlerBuilder endpoint) => endpoint.Heads(
        StatusCodes.Status200OK, HeaderNames.Link, "The next page, with rel=\"next\" (RFC 8288); absent on the last page.");

    /// <summary>Documents <c>wait</c> of an endpoint that can be followed.</summary>
    public static RouteHandlerBuilder TakesWait(this RouteHandlerBuilder endpoint) => endpoint.TakesNumber("wait",
        "How many seconds to wait for the first item if there is none yet. The default is 0.", null, 0, Live.LiveRequests.MaxWaitSeconds);

    /// <summary>Documents what <see cref="Parameters.Asked"/> reads.</summary>
    public static RouteHandlerBuilder TakesAsked(this RouteHandlerBuilder endpoint, bool asOf = true)
    {
        if (asOf)
            endpoint.Takes("asOf",
                "Facts whose latest day is on or before this day, and plants with their status in force on it. " +
                "Undated and open-ended facts are left out.", format: "date");
        return endpoint.Takes("knownAt",
            "What was known at this position, cursor or time (RFC 3339). A time stands for the largest position recorded by then. " +
            "The default is now.").TakesMinPosition();
    }

    /// <summary>Documents what <see cref="Parameters.Period"/> reads.</summary>
    public static RouteHandlerBuilder TakesPeriod(this RouteHandlerBuilder endpoint) => endpoint
        .Takes("from", "Rounds whose latest day is on or after this day. Undated and open-ended ones are left out.", format: "date")
        .Takes("to", "Rounds whose latest day is on or before this day: the same as asOf.", format: "date");

    /// <summary>A list as <see cref="Lists.ListAnswers"/> writes it.</summary>
    public static RouteHandlerBuilder AnswersList<TPage>(this RouteHandlerBuilder endpoint, string example) => endpoint
        .Answers<TPage>(example)
        .AnswersText(Lists.ListAnswers.Csv,
            "RFC 4180. The first line names the columns. The last lines have the attributions of the feeds, if there are any.")
        .AnswersText(Lists.ListAnswers.Ndjson, "One item a line, as in 'items'.")
        .AnswersFile(Lists.Spreadsheet.MediaType,
            "A workbook with two sheets: 'items', and 'about' with the query, the position and the attributions.")
        .HasNext()
        .Heads(StatusCodes.Status200OK, Lists.Links.Position, "The log position of the answer; only with CSV, NDJSON and workbooks.");

    /// <summary>Another text format of the answer, selected by <c>Accept</c>.</summary>
    public static RouteHandlerBuilder AnswersText(
        this RouteHandlerBuilder endpoint, string mediaType, string form, string? example = null) =>
        endpoint.Offers(mediaType).Changes(operation => operation.Responses!["200"].Content![mediaType] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = form }, Example = example,
        });

    /// <summary>A binary format of the answer, selected by <c>Accept</c>.</summary>
    public static RouteHandlerBuilder AnswersFile(this RouteHandlerBuilder endpoint, string mediaType, string form) =>
        endpoint.Offers(mediaType).Changes(operation => operation.Responses!["200"].Content![mediaType] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = form },
        });

    /// <summary>An answer that is a file in one of several formats.</summary>
    public static RouteHandlerBuilder AnswersFiles(
        this RouteHandlerBuilder endpoint, params string[] mediaTypes) => endpoint.Changes(operation =>
    {
        var answer =
            new OpenApiResponse { Description = "The file.", Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) };
        foreach (var mediaType in mediaTypes)
            answer.Content[mediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.Responses!["200"] = answer;
        answer.Has(Lists.Links.Position, "The log position of the file.");
        answer.Has(HeaderNames.Link, "The licence of each feed, with rel=\"license\" (RFC 8288).");
    });

    public static RouteHandlerBuilder TakesType(this RouteHandlerBuilder endpoint, string? example = null) =>
        endpoint.Takes("type", "Only reports or facts of this type.", example, choices: [.. Contracts.ReportTypes.ByName.Keys]);
}
