namespace EventPlatform.EndToEndTests.Clients;

/// <summary>The OpenAPI document follows the rules that linters have for all such documents.</summary>
[Trait("Servers", "any")]
public sealed class Linted_document
{
    [Fact]
    public async Task Spectral_has_no_warning() =>
        (await NodeTools.RunAsync("spectral", "lint", "--fail-severity", "warn", NodeTools.Document))
            .ShouldContain("No results with a severity of 'warn' or higher found!");

    [Fact]
    public async Task Redocly_has_no_warning()
    {
        var said = await NodeTools.RunAsync("redocly", "lint", NodeTools.Document);
        said.ShouldContain("Your API description is valid");
        said.ShouldNotContain("warning", Case.Insensitive);
    }
}
