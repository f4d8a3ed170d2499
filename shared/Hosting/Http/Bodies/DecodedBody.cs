using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>
/// A body, or one of its codings, decoded while it is read and limited by its bound. A decoding error is the sender's mistake.
/// </summary>
/// <param name="decoder">The decoder, which this stream disposes.</param>
/// <param name="isUndecodable">Recognises the exceptions that the decoder throws for bad input.</param>
internal sealed class DecodedBody(Stream decoder, DecodedBound bound, string coding, Func<Exception, bool> isUndecodable) : ReadOnlyStream
{
    private long decoded;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await decoder.ReadAsync(buffer, cancellationToken);
            decoded += read;
            bound.Check(decoded);
            return read;
        }
        catch (Exception e) when (isUndecodable(e))
        {
            throw new BadHttpRequestException($"The body is not valid {coding}, as Content-Encoding declares, or was cut off.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoder.Dispose();
        base.Dispose(disposing);
    }
}
