using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EventPlatform.Servers;

/// <summary>A proxy that can break or silence the connections to a server, while the server continues for others.</summary>
public sealed class TcpProxy(string host, int port) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> connections = [];
    private readonly SemaphoreSlim flowing = new(1);
    private TcpListener? listener;

    public int Port { get; } = Machine.FreePort();

    public void Open()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = AcceptAsync(listener);
    }

    /// <summary>Behaves as if the server stopped: breaks connections and refuses new ones.</summary>
    public void Cut()
    {
        listener?.Dispose();
        listener = null;
        while (connections.TryTake(out var connection)) connection.Dispose();
    }

    /// <summary>Behaves as if the network lost every packet: connections stay open but carry nothing until <see cref="Resume"/>.</summary>
    public Task SilenceAsync() => flowing.WaitAsync();

    public void Resume() => flowing.Release();

    public void Dispose()
    {
        Cut();
        flowing.Dispose();
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true) await ConnectAsync(from, await from.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // cut
        }
    }

    private async Task ConnectAsync(TcpListener from, TcpClient near)
    {
        var far = new TcpClient { NoDelay = true };
        connections.Add(near);
        connections.Add(far);
        try
        {
            await far.ConnectAsync(host, port);
        }
        catch (SocketException)
        {
            near.Dispose(); // the server does not run
            return;
        }

        if (listener != from) Cut(); // cut while connecting
        _ = PassOnAsync(near, far);
        _ = PassOnAsync(far, near);
    }

    private async Task PassOnAsync(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
            {
                await flowing.WaitAsync();
                flowing.Release();
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // cut
        }
        finally
        {
            to.Dispose();
        }
    }
}
