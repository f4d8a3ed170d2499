using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>
/// The limit of a decoded body: the limit of the request's body, or, if that is unlimited, the highest ratio that legitimate data could be
/// compressed with.
/// </summary>
internal sealed class DecodedBound(IHttpMaxRequestBodySizeFeature? size)
{
    private const long AlwaysAllowed = 64 * 1024 * 1024;
    private const long MaxRatio = 200;

    private long sent;

    public void AddSent(int bytes) => sent += bytes;

    public void Check(long decoded)
    {
        if (decoded > size?.MaxRequestBodySize) throw TooLarge($"The body decodes to more than {size.MaxRequestBodySize} bytes.");
        if (decoded > AlwaysAllowed && decoded > MaxRatio * sent)
            throw TooLarge($"The body decodes to more than {MaxRatio} times what was sent: send it in smaller parts, or not encoded.");
    }

    private static BadHttpRequestException TooLarge(string message) => new(message, StatusCodes.Status413PayloadTooLarge);
}
