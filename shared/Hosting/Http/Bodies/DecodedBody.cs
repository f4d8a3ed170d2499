using Microsoft.AspNetCore.Http;

namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>A body, or a stage of it, decoded as it is read. What is read does not leave its bound; what does not decode is the sender's mistake.</summary>
/// <param name="decoder">Disposed of with this.</param>
/// <param name="isUndecodable">What the decoder throws then.</param>
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
            throw new BadHttpRequestException($"The body is not {coding}, as Content-Encoding says, or was cut off.", e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) decoder.Dispose();
        base.Dispose(disposing);
    }
}
