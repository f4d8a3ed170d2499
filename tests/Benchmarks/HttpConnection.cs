using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace EventPlatform.Benchmarks;

/// <summary>
/// An HTTP/1.1 connection that sends prepared requests one at a time, because HttpClient would cost more than the measured code.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[16 * 1024];

    public static async Task<HttpConnection> OpenAsync(Uri address)
    {
        var connection = new HttpConnection();
        await connection.socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public static byte[] Post(Uri address, string path, string key, string mediaType, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: {mediaType}\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Returns the status after the whole answer has arrived.</summary>
    public async ValueTask<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var received = 0;
        while (!IsWhole(buffer.AsSpan(0, received)))
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(received));
            received += more > 0 ? more : throw new IOException("The server closed the connection");
        }

        return Utf8Parser.TryParse(buffer.AsSpan("HTTP/1.1 ".Length, 3), out int status, out _)
            ? status
            : throw new IOException("No HTTP answer");
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var length = answer[..end].IndexOf("Content-Length: "u8);
        if (length < 0) return answer.EndsWith("0\r\n\r\n"u8); // chunked
        return Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..], out int bytes, out _)
            && answer.Length == end + 4 + bytes;
    }

    public void Dispose() => socket.Dispose();
}
