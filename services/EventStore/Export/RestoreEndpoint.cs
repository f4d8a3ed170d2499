using EventPlatform.Contracts;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Documents;
using EventPlatform.Hosting.Http;

namespace EventPlatform.EventStore.Export;

/// <param name="Last">The last position of the log after the restore.</param>
internal sealed record RestoreAnswer(long Last);

/// <summary>
/// <c>POST /v1/log/restore</c>: restores lines of an export into an empty log, in their order and as many as fit into a request.
/// </summary>
internal static class RestoreEndpoint
{
    private const int MaxLines = 10_000;
    private const int MaxErrors = 100;
    private const string NotSound = "The lines are not valid";
    private const string NotSoundDetail = "Nothing was restored. Each error names a line, counted from 1, and what is wrong with it.";
    private const string DoesNotFit = "The lines do not fit the log";

    public static void MapRestore(this IEndpointRouteBuilder app) => app.MapPost("/v1/log/restore", Post)
        .RequireKey(Role.Ops).WithName("restoreLog")
        .WithSummary("Restores lines of an export into the log of an installation that is empty or contains the lines before them")
        .WithDescription(
            $"Up to {MaxLines} lines in the order of the export. They keep their positions and times. " +
            "Existing lines must be equal, so an interrupted restore can start again from the beginning. " +
            "Maintenance must be on (PUT /v1/maintenance), so that nothing else is stored in between.")
        .Accepts<string>(ExportEndpoint.Lines).ReadsBody()
        .Answers<RestoreAnswer>("""{"last":5000}""")
        .Refuses(StatusCodes.Status400BadRequest, NotSound, NotSoundDetail,
            """{"errors":[{"line":17,"detail":"its content is not what its hash says"}]}""")
        .Refuses(StatusCodes.Status409Conflict, DoesNotFit,
            "The log contains something else at position 17. Restore into an empty installation.");

    private static async Task<IResult> Post(HttpContext http, LogRestore restore, CancellationToken ct)
    {
        if (new QueryParameters(http.Request).Problem() is { } problem) return problem;
        var (reports, rows, errors) = (new List<RestoredLine>(), new List<RestoredLine>(), new List<LineError>());
        using var lines = new StreamReader(http.Request.Body);
        var seen = 0L;
        for (var number = 1; await lines.ReadLineAsync(ct) is { } text && errors.Count < MaxErrors; number++)
        {
            var (line, wrong) = RestoredLine.Read(text);
            if (number > MaxLines) wrong = $"is one too many: a request has at most {MaxLines}";
            else if (line is { Table: null } && seen > 0 && line.Position != seen + 1)
                wrong = $"has position {line.Position}, which does not follow {seen}";
            seen = line is { Table: null } ? line.Position : seen == 0 ? 0 : seen + 1; // an error in one line is not reported for the next
            if (wrong is not null) errors.Add(new(number, wrong));
            else (line!.Table is null ? reports : rows).Add(line);
        }

        if (errors.Count > 0)
            return Problems.Of(StatusCodes.Status400BadRequest, NotSound, NotSoundDetail, ("errors", errors));
        try
        {
            return TypedResults.Ok(new RestoreAnswer(await restore.RunAsync(reports, rows, Actor.Of(http), ct)));
        }
        catch (RestoreRefused refused)
        {
            return Problems.Of(StatusCodes.Status409Conflict, DoesNotFit, refused.Message);
        }
    }

    private sealed record LineError(int Line, string Detail);
}
