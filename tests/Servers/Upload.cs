using System.Net;
using System.Net.Http.Headers;

namespace EventPlatform.Servers;

/// <summary>An NDJSON body that is written while it is being sent.</summary>
public sealed class Upload : HttpContent
{
    private readonly Func<Stream, Task> write;

    public Upload(Func<Stream, Task> write)
    {
        this.write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
