using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting.Access;

/// <summary>Authenticates requests by their key, and answers 401 and 403 with problem details.</summary>
internal sealed class BearerKeyHandler(
    AccessDirectory directory, StreamTokens tokens, RefusedKeys refused,
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Bearer = "Bearer";
    public const string FeedClaim = "feed";
    public const string NoKey = "No valid key";
    public const string SendAKey = "Send the header 'Authorization: Bearer KEY' with a key of this installation that was not revoked.";
    public const string NotKnownYet = "Keys are not known yet";
    public const string AskLater = "This service has just started and does not know yet which keys are valid. Send the same again later.";
    public const string WrongRole = "The key may not do this";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var isKey = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        var token = isKey || !OpensWithToken.IsMetadataOf(Context) || !WantsStream()
            ? ""
            : Request.Query[StreamTokens.Parameter].ToString();
        if (!isKey && token.Length == 0) return AuthenticateResult.NoResult();
        if (!directory.IsKnown) return AuthenticateResult.Fail(NotKnownYet);
        if (!isKey)
            return await tokens.FindKeyAsync(Request, token) is { } holder
                ? Success(holder)
                : AuthenticateResult.Fail(StreamTokens.NotValid);
        var sha256 = AccessDirectory.HashOf(header["Bearer ".Length..].Trim());
        if (directory.FindKey(sha256) is not { } held)
        {
            refused.Count("unknown", sha256, Context.Connection.RemoteIpAddress?.ToString());
            return AuthenticateResult.Fail("unknown key");
        }

        return Success(held);
    }

    /// <summary>True if the request accepts only a stream. A token is valid for streams only.</summary>
    private bool WantsStream() => Request.GetTypedHeaders().Accept is [{ Quality: null or > 0 } range]
        && range.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    private AuthenticateResult Success(HeldKey held)
    {
        Context.Features.Set(held);
        return AuthenticateResult.Success(Ticket(held.Key));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch ((await HandleAuthenticateOnceSafeAsync()).Failure?.Message)
        {
            case NotKnownYet:
                Response.Headers.RetryAfter = "2";
                await RefuseAsync(Context, StatusCodes.Status503ServiceUnavailable, NotKnownYet, AskLater);
                break;
            case StreamTokens.NotValid:
                await RefuseAsync(Context, StatusCodes.Status401Unauthorized, StreamTokens.NotValid, StreamTokens.AskAgain);
                break;
            default:
                await RefuseAsync(Context, StatusCodes.Status401Unauthorized, NoKey, SendAKey);
                break;
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<HeldKey>() is { Key: var key })
            refused.Count("role", key.Sha256, Context.Connection.RemoteIpAddress?.ToString());
        return RefuseAsync(
            Context, StatusCodes.Status403Forbidden, WrongRole,
            $"The key '{Context.User.Identity?.Name}' lacks the role that this endpoint requires.");
    }

    internal static Task RefuseAsync(HttpContext http, int status, string title, string detail)
    {
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = Bearer;
        return TypedResults.Problem(title: title, detail: detail, statusCode: status).ExecuteAsync(http);
    }

    private static AuthenticationTicket Ticket(ApiKey key)
    {
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, key.KeyId), new(ClaimTypes.Name, key.Name), new(ClaimTypes.Role, key.Role.ToString())
        };
        if (key.Feed is not null) claims.Add(new Claim(FeedClaim, key.Feed));
        return new(new ClaimsPrincipal(new ClaimsIdentity(claims, Bearer)), Bearer);
    }
}
