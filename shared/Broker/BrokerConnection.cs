using System.Net.Sockets;
using RabbitMQ.Client;

namespace EventPlatform.Broker;

/// <summary>Configures every connection to RabbitMQ to detect a peer that disappeared silently.</summary>
internal static class BrokerConnection
{
    private const int Tcp = 6; // IPPROTO_TCP
    private const int UserTimeout = 18; // TCP_USER_TIMEOUT of Linux
    private const int UserTimeoutMilliseconds = 10_000;

    public static ConnectionFactory Configure(ConnectionFactory factory)
    {
        factory.RequestedHeartbeat = TimeSpan.FromSeconds(10);
        factory.RequestedConnectionTimeout = TimeSpan.FromSeconds(3);
        factory.HandshakeContinuationTimeout = TimeSpan.FromSeconds(5);
        factory.SocketFactory = Socket;
        return factory;
    }

    private static ITcpClient Socket(AddressFamily family)
    {
        var client = ConnectionFactoryBase.DefaultSocketFactory(family);
        if (OperatingSystem.IsLinux()) client.Client.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes(UserTimeoutMilliseconds));
        return client;
    }
}
