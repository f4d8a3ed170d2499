using System.Globalization;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Http;
using EventPlatform.Ingestion.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Ingestion;

/// <summary>The broker has stored all accepted reports, and they are on their way into the log.</summary>
/// <param name="Receipts">
/// The addresses at which Query returns the outcome of each report, in the order of the lines; for very many reports, only the first ones.
/// </param>
/// <param name="ReceiptTemplate">The same for any report, as a URI template (RFC 6570).</param>
internal sealed record AcceptedAnswer(
    long Accepted, IReadOnlyList<RefusedLine> Refused, IReadOnlyList<string> Receipts, string ReceiptTemplate);

/// <summary>The answer to a request with <c>dryRun</c>. Nothing was sent.</summary>
/// <param name="Accepted">The number of events that would be accepted.</param>
internal sealed record DryRunAnswer(long Accepted, IReadOnlyList<RefusedLine> Refused);

/// <summary>
/// A line of an NDJSON body, or an element of a batch counted from 1, that was refused, with all its errors.
/// </summary>
internal sealed record RefusedLine(long Line, IReadOnlyList<FieldError> Errors);

/// <param name="Pointer">JSON Pointer into the event; empty for the event itself.</param>
/// <param name="Detail">What would be right.</param>
internal sealed record FieldError(string Pointer, string Detail);

internal static class Answers
{
    public static IReadOnlyList<FieldError> ToErrors(this IReadOnlyList<Problem> problems) =>
        [.. problems.Select(problem => new FieldError(problem.Pointer, problem.Message))];

    private const int RetryAfterSeconds = 2;

    public const string BodyTooSlow = "The body arrived too slowly";
    public const string BodyTooSlowDetail =
        "Nothing was accepted. An event or a batch has 10 s to arrive. Send a smaller one, or send NDJSON, which has no time limit.";
    public const string TooManyRefusals = "Too many refused lines";
    public const string FeedNotKnown = "The key's feed is not known";
    public const string TooMuchWaits = "The backlog is full";
    public const int MaxReceipts = 1_000;
    private const string ReceiptTemplate = "/v1/receipts{?source,id,hash,event,wait}";

    public static string Receipt(AcceptedReport report) =>
        $"/v1/receipts?source={Uri.EscapeDataString(report.Source)}&id={Uri.EscapeDataString(report.Id)}" +
        $"&hash={Uri.EscapeDataString(report.ContentHash)}&event={report.EventId}";

    public static Accepted<AcceptedAnswer> Accepted(long accepted, IReadOnlyList<RefusedLine> refused, IReadOnlyList<string> receipts) =>
        TypedResults.Accepted((string?)null, new AcceptedAnswer(accepted, refused, receipts, ReceiptTemplate));

    public static Ok<DryRunAnswer> WouldAccept(long accepted, IReadOnlyList<RefusedLine> refused) =>
        TypedResults.Ok(new DryRunAnswer(accepted, refused));

    public static ProblemHttpResult Invalid(IReadOnlyList<Problem> problems) => RefusalReasons.Of(problems) switch
    {
        RefusalReason.UnknownType => Problems.Of(StatusCodes.Status422UnprocessableEntity, "The type is not known",
            "Nothing was accepted. The event is sound, but its type is not known here.", ("errors", problems.ToErrors())),
        RefusalReason.SourceOfAnotherFeed => Problems.Of(StatusCodes.Status403Forbidden, "The source belongs to another feed",
            "Nothing was accepted. A feed posts, revises and retracts under its own source only.", ("errors", problems.ToErrors())),
        RefusalReason.OnlyForOps => Problems.Of(StatusCodes.Status403Forbidden, "Only ops may post this type",
            "Nothing was accepted. Only ops make declarations about companies.", ("errors", problems.ToErrors())),
        _ => Problems.Of(StatusCodes.Status400BadRequest, "The event is not valid",
            "Nothing was accepted. Each error names a field by JSON Pointer and what would be right.", ("errors", problems.ToErrors())),
    };

    public static ProblemHttpResult UnknownFeed(string feed) =>
        Problems.Of(StatusCodes.Status403Forbidden, FeedNotKnown, NotKnownHere(feed));

    public static string NotKnownHere(string feed) => $"The key belongs to the feed '{feed}', which is unknown or no longer known here.";

    public static ProblemHttpResult NothingTaken(IReadOnlyList<RefusedLine> refused) => Problems.Of(
        StatusCodes.Status400BadRequest, "No event is valid", "Nothing was accepted. Each refused line says what is wrong.",
        ("refused", refused));

    public static ProblemHttpResult TooManyRefused(long line, long accepted, bool isDryRun, IReadOnlyList<RefusedLine> refused) =>
        Problems.Of(
            StatusCodes.Status400BadRequest, TooManyRefusals, StoppedAt(line, accepted, isDryRun), ("accepted", accepted),
            ("refused", refused));

    public static ProblemHttpResult TooLarge(string what, int maxBytes) => Problems.Of(
        StatusCodes.Status413PayloadTooLarge, "The body is too large",
        $"{what} may have at most {maxBytes} bytes. Many events go as application/x-ndjson, one a line.");

    public static ProblemHttpResult TooMany(HttpContext http, string rate)
    {
        http.Response.Headers.RetryAfter = "1";
        http.Response.Headers[FeedRates.Header] = rate;
        return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many events per second",
            "Nothing was accepted. Wait, or send many as NDJSON, which is slowed down and not refused.");
    }

    public static ProblemHttpResult WrongMediaType() => Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
        $"Send one event as '{PostEvents.OneEvent}', or as 'application/json' with ce- headers; " +
        $"many as '{PostEvents.EventLines}', one a line, or as '{PostEvents.Batch}'.");

    public static ProblemHttpResult BrokerAway(HttpContext http, long confirmed, FeedRates rates)
    {
        AskToComeBack(http, rates);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The broker does not confirm",
            "The outcome is not known for what was not confirmed. Send the whole request again later: what is stored already counts once.",
            ("confirmed", confirmed));
    }

    public static ProblemHttpResult HeldBack(HttpContext http, FeedRates rates)
    {
        AskToComeBack(http, rates);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, TooMuchWaits, "Nothing was accepted. Send the same again later.");
    }

    public const string Maintenance = "Posting is closed for maintenance";
    private const int MaintenanceRetrySeconds = 10;

    public static string MaintenanceDetail(string reason) => $"Nothing was accepted. Send the same again later. Reason: {reason}";

    public static ProblemHttpResult Maintained(HttpContext http, Maintenance maintenance)
    {
        http.Response.Headers.RetryAfter = MaintenanceRetrySeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, Maintenance, MaintenanceDetail(maintenance.Reason),
            ("since", maintenance.Since));
    }

    public static ProblemHttpResult KeyRevoked(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, EndOfKeys.Revoked, $"Nothing was accepted. {EndOfKeys.RevokedDetail}");
    }

    /// <summary>
    /// Answers if the body took too long, maintenance began, or there is currently no room for more of the sender's data.
    /// </summary>
    /// <param name="taken">The number of lines that were accepted, or would be in a dry run.</param>
    public static ProblemHttpResult NotReadOn(HttpContext http, BodyEnd why, long line, long taken, bool isDryRun, FeedRates rates)
    {
        AskToComeBack(http, rates);
        if (why == BodyEnd.TooSlow) return Problems.Of(StatusCodes.Status408RequestTimeout, BodyTooSlow, BodyTooSlowDetail);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, why == BodyEnd.Maintenance ? Maintenance : TooMuchWaits,
            StoppedAt(line, taken, isDryRun), ("confirmed", isDryRun ? 0 : taken));
    }

    public static string StoppedAt(long line, long taken, bool isDryRun = false) => isDryRun
        ? $"Reading stopped at line {line}. {taken} lines before it would be accepted; nothing was sent."
        : $"Reading stopped at line {line}. {taken} lines before it were accepted; sending them again is harmless.";

    private static void AskToComeBack(HttpContext http, FeedRates rates)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers[FeedRates.Header] = rates.DescribeHeldBack(RetryAfterSeconds);
    }
}
