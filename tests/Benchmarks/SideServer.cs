using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>Starts this program in another process, as one of the servers to compare with.</summary>
internal static class SideServer
{
    public static ChildProcess Start(params IReadOnlyList<string> arguments) =>
        new(Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), .. arguments]);
}
