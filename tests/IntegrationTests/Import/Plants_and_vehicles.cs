using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.IntegrationTests.Import;

[Collection<PublishedFiles>]
[Trait("Servers", "any")]
public sealed class Plants_and_vehicles(ImportingPlatform platform)
{
    [Fact]
    public async Task Power_plants_are_as_many_by_country_technology_year_and_owner_as_in_the_files()
    {
        var files = "USA CAN ARG".Split(' ').Select(country => platform.Unpack($"database_{country}.csv")).ToArray();
        var rows = files.SelectMany(file => PublishedFile.Rows(file)).ToList();

        var (code, output) = await platform.ImportAsync("gppd.yaml", files);
        code.ShouldBe(0, output);
        await platform.SettleAsync(rows.Count);

        var facts = (await platform.FactsAsync("PlantOpened")).Select(fact => fact["data"]!)
            .Where(data => (string)data["location"]!["country"]! != "GB").ToList();
        facts.GroupBy(Describe).Select(group => (group.Key, group.Count(), group.Sum(data => (decimal)data["capacity"]!["value"]!)))
            .ShouldBeTheSameAs(
                rows.GroupBy(Describe).Select(group => (group.Key, group.Count(), group.Sum(row => Number(row["capacity_mw"])))),
                "plants");
        facts.Count(data => data["location"]!["lat"] is null)
            .ShouldBe(rows.Count(row => row["latitude"].Length == 0 || Math.Abs(Number(row["latitude"])) > 90));
    }

    [Fact]
    public async Task Vehicles_add_up_by_maker_and_month()
    {
        var file = platform.Unpack("electric_vehicle_sales_by_makers.csv");
        var rows = PublishedFile.Rows(file);

        var (code, output) = await platform.ImportAsync("india-ev.yaml", file);
        code.ShouldBe(0, output);
        await platform.SettleAsync(rows.Count);

        (await ShippedAsync("IN")).ShouldBeTheSameAs(rows.Select(row =>
            (row["maker"], "Electric " + row["vehicle_category"], row["date"][..7], Number(row["electric_vehicles_sold"]))), "vehicles");
    }

    [Fact]
    public async Task Two_models_of_a_row_are_two_products()
    {
        var file = platform.Unpack("tesla-production.csv");
        var rows = PublishedFile.Rows(file);

        var (code, output) = await platform.ImportAsync("tesla-production.yaml", file);
        code.ShouldBe(0, output);
        output.ShouldContain("32 accepted, as 64 reports");
        await platform.SettleAsync(2 * rows.Count);

        (await ShippedAsync(region: null)).ShouldBeTheSameAs(rows.SelectMany(row => new[]
        {
            ("Tesla", "Model S/X", Quarter(row), Number(row["sx"])), ("Tesla", "Model 3/Y", Quarter(row), Number(row["y3"])),
        }), "vehicles");
    }

    private async Task<IEnumerable<(string Maker, string Product, string Period, decimal Units)>> ShippedAsync(string? region) =>
        (await platform.FactsAsync("ProductShipped")).Select(fact => fact["data"]!).Where(data => (string?)data["region"] == region)
            .Select(data => (
                (string)data["company"]!["name"]!, (string)data["product"]!, (string)data["period"]!, (decimal)data["units"]!));

    // EDTF numbers the quarters 33 to 36
    private static string Quarter(Dictionary<string, string> row) => $"{row["year"]}-{32 + Number(row["quarter"])}";

    private static string Describe(JsonNode data) =>
        $"{data["location"]!["country"]}|{data["technology"]}|{data["on"]}|{data["company"]?["name"]}";

    private static string Describe(Dictionary<string, string> row)
    {
        var country = row["country"] switch { "USA" => "US", "CAN" => "CA", "ARG" => "AR", var other => other };
        var year = row["commissioning_year"].Length == 0 ? "" : $"{Math.Floor(Number(row["commissioning_year"]) + 0.5m)}";
        return $"{country}|{row["primary_fuel"]}|{year}|{row["owner"]}";
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
