namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>Counts the bytes of the body as sent. The body belongs to the server, so it is not disposed.</summary>
internal sealed class SentBody(Stream body, DecodedBound bound) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        bound.AddSent(read);
        return read;
    }
}
