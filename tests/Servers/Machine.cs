using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace EventPlatform.Servers;

/// <summary>The repository's directory, the .NET host and free ports of this machine.</summary>
public static class Machine
{
    public static string Repository { get; } = Ancestor(AppContext.BaseDirectory, "EventPlatform.sln");

    /// <summary>The .NET host that runs these tests. The runtime is in shared/Microsoft.NETCore.App/VERSION below it.</summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));

    /// <summary>Returns a port below the ephemeral range of the kernel, so that it stays free while a server restarts.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(10_000, 30_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // in use: try another
            }
        }
    }

    private static string Ancestor(string directory, string file) =>
        File.Exists(Path.Combine(directory, file)) ? directory
        : Ancestor(Path.GetDirectoryName(directory.TrimEnd('/')) ?? throw new FileNotFoundException($"No {file} above the tests"), file);
}
