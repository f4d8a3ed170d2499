using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>The programs of docs/clients.md, started as its readers start them.</summary>
[Trait("Servers", "any")]
public sealed class Recipes(Platform platform) : EndToEnd(platform)
{
    [Fact]
    public async Task CSharp_posts_and_follows() =>
        (await RunAsync(Machine.Dotnet, Path.Combine(AppContext.BaseDirectory, "Sample.dll")))
            .ShouldContain("client-one raised 12345678.91 USD on 2020-34");

    [Fact]
    public async Task TypeScript_posts_and_follows()
    {
        await NodeTools.RunAsync("openapi-typescript", NodeTools.Document, "-o", "generated/platform.ts");
        await NodeTools.RunAsync("tsc");
        var recipe = Path.Combine(NodeTools.Folder, "generated/js/clients/typescript/recipe.js");
        (await RunAsync("/usr/bin/env", "node", recipe)).ShouldContain("client-two raised 23456789.01 USD");
    }

    [Fact]
    public async Task Python_posts_and_follows() =>
        (await RunAsync("/usr/bin/env", "python3", Path.Combine(Machine.Repository, "clients/python/recipe.py")))
            .ShouldContain("client-three raised 34567890.12 USD");

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var process = new ChildProcess(program, arguments, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["INGESTION_URL"] = Platform.Ingestion.Address.ToString().TrimEnd('/'),
            ["QUERY_URL"] = Platform.Query.Address.ToString().TrimEnd('/'),
            ["FEED_KEY"] = Keys.Of(Role.Feed),
            ["READ_KEY"] = Keys.Of(Role.Read),
        });
        (await process.ExitAsync()).ShouldBe(0, process.Output);
        return process.Output;
    }
}
