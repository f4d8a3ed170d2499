using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Access;

/// <summary>Ends running requests when their key is revoked: streams, long polls and uploads.</summary>
public static class EndOfKeys
{
    public const string Revoked = "The key was revoked";
    public const string RevokedDetail =
        "The key of this request is no longer valid. Send the header 'Authorization: Bearer KEY' with another key.";

    /// <summary>
    /// Marks an endpoint that ends its requests itself when <see cref="KeyEnd"/> is cancelled, because it still has something to answer.
    /// </summary>
    private sealed record EndsItself;

    /// <summary>
    /// Declares that the endpoint watches <see cref="KeyEnd"/>. Its requests are not cancelled when their key is revoked.
    /// </summary>
    public static TBuilder EndsWithItsKey<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new EndsItself());

    /// <summary>Returns a token that is cancelled when the key of the request is no longer valid.</summary>
    public static CancellationToken KeyEnd(this HttpContext http) => http.Features.Get<HeldKey>()?.Ended ?? CancellationToken.None;

    /// <summary>True if the key of the request is no longer valid.</summary>
    public static bool KeyHasEnded(this HttpContext http) => http.Features.Get<HeldKey>() is { Ended.IsCancellationRequested: true };

    /// <summary>
    /// Cancels <see cref="HttpContext.RequestAborted"/> when the key ends. A response that has not started becomes 401. One that has
    /// started is aborted, unless its endpoint ends it.
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
