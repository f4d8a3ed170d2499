using EventPlatform.Servers;

namespace EventPlatform.Benchmarks;

/// <summary>This program once more, in a process of its own, as one of the servers that ours is held against.</summary>
internal static class SideServer
{
    public static ChildProcess Start(params IReadOnlyList<string> arguments) =>
        new(Machine.Dotnet, [Path.Combine(AppContext.BaseDirectory, "Benchmarks.dll"), .. arguments]);
}
