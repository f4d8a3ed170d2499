using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Access;

/// <summary>Ends requests that are still being answered when their key is revoked: streams, waiting pages, uploads.</summary>
public static class EndOfKeys
{
    public const string Revoked = "The key was revoked";
    public const string RevokedDetail = "The key of this request is no longer valid. Send the header 'Authorization: Bearer KEY' with another key.";

    /// <summary>Metadata of an endpoint that ends by itself when <see cref="KeyEnd"/> is cancelled, since it has something to answer.</summary>
    private sealed record EndsItself;

    /// <summary>The endpoint watches <see cref="KeyEnd"/>. Its requests are not cancelled when their key is revoked.</summary>
    public static TBuilder EndsWithItsKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndsItself());

    /// <summary>Is cancelled once the key of the request is no longer valid.</summary>
    public static CancellationToken KeyEnd(this HttpContext http) => http.Features.Get<HeldKey>()?.Ended ?? CancellationToken.None;

    /// <summary>True once the key of the request is no longer valid.</summary>
    public static bool KeyHasEnded(this HttpContext http) => http.Features.Get<HeldKey>() is { Ended.IsCancellationRequested: true };

    /// <summary>
    /// Cancels <see cref="HttpContext.RequestAborted"/> when the key ends. An answer that has not begun becomes 401; one that has begun is cut off unless its
    /// endpoint ended it.
    /// </summary>
    public static void UseEndOfKeys(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (http.Features.Get<HeldKey>() is not { } held || http.GetEndpoint()?.Metadata.GetMetadata<EndsItself>() is not null)
        {
            await next(http);
            return;
        }

        var aborted = http.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, held.Ended);
        http.RequestAborted = either.Token;
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (held.Ended.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            if (http.Response.HasStarted) http.Abort();
            else await BearerKeyHandler.RefuseAsync(http, StatusCodes.Status401Unauthorized, Revoked, RevokedDetail);
        }
        finally
        {
            http.RequestAborted = aborted;
        }
    });
}
