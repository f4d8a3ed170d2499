using System.Buffers;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// <c>POST /v1/dead-letters/{id}/redrive</c>: appends the letter's report to the log. With an empty body the report is used as it arrived,
/// with <c>{"data": …}</c> it gets that data. Answers 200 and the letter if the report is stored, now or before; 400 with each field if the
/// data is not valid; 404; 409 if it was redriven before; 413; 422 if it failed again, which is recorded.
/// </summary>
internal static class RedriveEndpoint
{
    public const string BodyNotValid = "The body is not valid";
    public const string NoReport = "The dead letter contains no readable report";
    public const string NoReportDetail =
        "Its payload is not a stored report, so its data cannot be replaced. The feed must send the report again.";

    private const int MaxBytes = 256 * 1024;

    public static async Task<IResult> Post(
        Guid id, HttpContext http, DeadLetterStore letters, Redrive redrive, TimeProvider time, CancellationToken ct)
    {
        if (await letters.FindAsync(id, ct) is not { } letter) return DeadLettersEndpoint.NotFound(id);
        if (letter.Position is { } position) return Done(letter.State.ToString().ToLowerInvariant(), position);
        var sent = await http.Request.BodyReader.ReadAtLeastAsync(MaxBytes + 1, ct);
        var bytes = sent.Buffer.Length > MaxBytes ? null : sent.Buffer.ToArray();
        http.Request.BodyReader.AdvanceTo(sent.Buffer.End);
        if (bytes is null)
            return Problems.Of(
                StatusCodes.Status413PayloadTooLarge, "The body is too large", $"A report may have at most {MaxBytes} bytes.");

        using var body = StrictJson.Parse(bytes.Length == 0 ? "{}"u8.ToArray() : bytes, out var problem);
        if (body is null) return NotValid(BodyNotValid, [problem]);
        if (!IsOnlyData(body.RootElement))
            return NotValid(BodyNotValid,
                [new("", "must be empty, or a JSON object with nothing but the report's data in 'data'")]);
        var report = RedrivableReport.Of(
            letter, body.RootElement.TryGetProperty("data", out var data) ? _ => data : null,
            DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (!report.IsReadable)
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, NoReport, NoReportDetail);
        if (report.Report is null) return NotValid("The report is not valid", report.Problems);

        var result = await redrive.RunAsync(letter, report.Report, Actor.Of(http), ct);
        if (!result.IsFirst) return Done(result.Outcome, result.Position!.Value);
        return result.Error is { } error
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, "The report could not be stored this time either",
                "The dead letter still waits, with this attempt recorded.", ("error", error))
            : TypedResults.Ok(await letters.FindAsync(id, ct));
    }

    private static bool IsOnlyData(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.EnumerateObject().All(property => property.NameEquals("data"));

    private static ProblemHttpResult Done(string outcome, long position) => Problems.Of(
        StatusCodes.Status409Conflict, "The dead letter was redriven before",
        outcome == "stored" ? $"Its report is stored at position {position}." : $"Its report was stored already, at position {position}.",
        ("state", outcome), ("position", position));

    private static ProblemHttpResult NotValid(string title, IReadOnlyList<Problem> problems) => Problems.Of(
        StatusCodes.Status400BadRequest, title,
        "Nothing was changed. Each error names a field by JSON Pointer and what would be right: " +
        "send {\"data\": …} with the corrected data of the report.",
        ("errors", problems.Select(problem => new { pointer = problem.Pointer, detail = problem.Message }).ToList()));
}
