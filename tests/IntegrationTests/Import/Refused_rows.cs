using System.Text;

namespace EventPlatform.IntegrationTests.Import;

[Trait("Servers", "any")]
public sealed class Refused_rows(ImportingPlatform platform) : IClassFixture<ImportingPlatform>
{
    private const string Header = "company_permalink,company_name,company_country_code,funding_round_type,funded_at,raised_amount_usd";

    [Fact]
    public async Task Go_to_a_side_file_with_line_and_reasons_and_can_be_mended_there()
    {
        var file = Write("mixed.csv",
            "/company/good,Good,USA,angel,2012-01-02,5", "/company/round,Round,USA,barter,2012-01-02,5",
            "/company/money,Money,USA,angel,2012-13-02,-5", "/company/name,,USA,angel,2012-01-02,5", ",,,,,");

        var (code, output) = await platform.ImportAsync("crunchbase-rounds.yaml", file);

        code.ShouldBe(2, output);
        foreach (var count in (string[])["5 rows read", "1 accepted", "3 refused", "1 skipped: the row is empty"])
            output.ShouldContain(count);
        var side = await File.ReadAllLinesAsync(file + ".refused.csv");
        side[0].ShouldBe(Header + ",import_line,import_reasons");
        side.Skip(1).Order(StringComparer.Ordinal).ShouldBe(
        [
            "/company/money,Money,USA,angel,2012-13-02,-5,4,/data/on: '2012-13-02' (column funded_at) is not a date (iso or period)",
            "/company/name,,USA,angel,2012-01-02,5,5,/data/company/name: is required",
            "/company/round,Round,USA,barter,2012-01-02,5,3,/data/round: 'barter' (column funding_round_type) is not in the table",
        ]);

        var mended = string.Join('\n', side).Replace("barter", "other", StringComparison.Ordinal)
            .Replace("2012-13-02,-5", "2012-12-02,5", StringComparison.Ordinal)
            .Replace("/name,,", "/name,Name,", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, mended);
        (await platform.ImportAsync("crunchbase-rounds.yaml", file)).Code.ShouldBe(0);
        File.Exists(file + ".refused.csv").ShouldBeFalse("the run removes the side file of the run before");
        await platform.SettleAsync(4);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("company,amount\nAcme,5\n", "lacks columns")]
    public async Task A_file_that_does_not_fit_is_told_before_anything_is_posted(string content, string message)
    {
        var file = Path.Combine(platform.Files, "other.csv");
        await File.WriteAllTextAsync(file, content);

        var (code, output) = await platform.ImportAsync("crunchbase-rounds.yaml", file);

        code.ShouldBe(1);
        output.ShouldContain(message);
    }

    [Fact]
    public async Task Trying_it_out_posts_nothing()
    {
        var (code, output) = await platform.ImportAsync(
            "crunchbase-rounds.yaml", Write("dry.csv", "/company/dry,Dry,USA,angel,2012-01-02,5"), "--dry-run");

        code.ShouldBe(0, output);
        output.ShouldContain("\"recordkey\":\"dry/angel/2012-01-02\"");
        output.ShouldContain("Nothing was posted");
    }

    private string Write(string name, params string[] rows)
    {
        var path = Path.Combine(platform.Files, name);
        File.WriteAllText(path, string.Join('\r', (IEnumerable<string>)[Header, .. rows]), Encoding.ASCII);
        return path;
    }
}
