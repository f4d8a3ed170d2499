namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>The body as it was sent, counted. It is the server's, and left open.</summary>
internal sealed class SentBody(Stream body, DecodedBound bound) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        bound.AddSent(read);
        return read;
    }
}
