using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Programs of tests/GeneratedClients/package.json.</summary>
internal static class NodeTools
{
    public static readonly string Folder = Path.Combine(Machine.Repository, "tests/GeneratedClients");
    public static readonly string Document = Path.Combine(Machine.Repository, "services/Query/Documents/platform.json");

    /// <summary>Runs a program, expects it to succeed, and returns its output.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        NodeAsync([Path.Combine(Folder, "node_modules/.bin", program), .. arguments]);

    public static async Task<string> NodeAsync(params IEnumerable<string> arguments)
    {
        await using var node = new ChildProcess("/usr/bin/env", ["-C", Folder, "node", .. arguments]);
        var code = await node.ExitAsync(TimeSpan.FromMinutes(2));
        code.ShouldBe(0, node.Output);
        return node.Output;
    }
}
