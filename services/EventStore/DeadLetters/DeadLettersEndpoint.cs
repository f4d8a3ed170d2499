using System.Globalization;
using EventPlatform.Hosting.Access;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>
/// <c>GET /v1/dead-letters?feed=&amp;source=&amp;state=&amp;limit=&amp;cursor=</c>, newest first; <c>GET /v1/dead-letters/{id}</c>;
/// <c>POST /v1/dead-letters/{id}/redrive</c>.
/// </summary>
internal static class DeadLettersEndpoint
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;
    private static readonly string[] Known = ["feed", "source", "state", "limit", "cursor"];

    public static void MapDeadLetters(this IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/dead-letters", List).RequireKey(Role.Ops);
        app.MapGet("/v1/dead-letters/{id:guid}", Get).RequireKey(Role.Ops);
        app.MapPost("/v1/dead-letters/{id:guid}/redrive", RedriveEndpoint.Post).RequireKey(Role.Ops);
    }

    public static IResult NotFound(Guid id) => TypedResults.Problem(title: "No such dead letter", statusCode: StatusCodes.Status404NotFound,
        detail: $"There is no dead letter {id}: GET /v1/dead-letters lists them.");

    private static async Task<IResult> Get(Guid id, DeadLetterStore letters, CancellationToken ct) =>
        await letters.FindAsync(id, ct) is { } letter ? TypedResults.Ok(letter) : NotFound(id);

    private static async Task<IResult> List(HttpRequest request, DeadLetterStore letters, AccessDirectory directory, CancellationToken ct)
    {
        var errors = new List<object>();
        var feed = Read("feed", text => directory.FindFeed(text)?.Name, "must be the name of a feed: GET /v1/feeds lists them");
        var source = Read("source", text => text.Contains('\0', StringComparison.Ordinal) ? null : text, "must not contain U+0000");
        var state = Read<LetterState?>("state", text => Enum.TryParse<LetterState>(text, ignoreCase: true, out var read) && !char.IsAsciiDigit(text[0]) ? read : null,
            "must be waiting, stored or duplicate");
        var limit = Read<int?>("limit", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and <= MaxLimit ? read : null,
            $"must be a whole number from 1 to {MaxLimit}");
        var cursor = Read<Guid?>("cursor", text => Guid.TryParse(text, out var read) ? read : null, "must be the 'next' of an earlier page");
        errors.AddRange(request.Query.Keys.Where(name => !Known.Contains(name)).Select(name => Error(name, $"is not known here: there are {string.Join(", ", Known)}")));
        return errors.Count == 0
            ? TypedResults.Ok(await letters.ListAsync(new(feed, source, state, cursor, limit ?? DefaultLimit), ct))
            : TypedResults.Problem(title: "The query string is not valid", detail: "Each error names a parameter and what would be right.",
                statusCode: StatusCodes.Status400BadRequest, extensions: [KeyValuePair.Create("errors", (object?)errors)]);

        T? Read<T>(string name, Func<string, T?> read, string expected)
        {
            if (request.Query[name] is not [{ Length: > 0 } text]) return default;
            var value = read(text);
            if (value is null) errors.Add(Error(name, expected));
            return value;
        }
    }

    private static object Error(string parameter, string detail) => new { parameter, detail };
}
