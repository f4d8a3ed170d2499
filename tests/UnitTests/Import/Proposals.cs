using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Proposing;
using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.UnitTests.Import;

public sealed class Proposals : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Fact]
    public void A_header_makes_a_mapping_that_works()
    {
        const string text = "Deal ID;Company;Amount EUR;Stage;Closed on;Investors\nD-1;Acme;1.200,5;Series A;13.06.2021;Index, Accel\nD-2;Globex;7;seed;01.02.2021;\n";

        var mapping = Propose(text, out var yaml);

        using var rows = Sample.Rows(mapping, text);
        var reports = rows.Read().Select(new RowMapper(mapping, new RecordKeys(), []).Map).SelectMany(row => row.Reports).ToList();
        reports.Select(report => report.RecordKey).ShouldBe(["D-1", "D-2"], yaml);
        var data = reports[0].Data;
        data["amount"]!.ToJsonString().ShouldBe("""{"amount":1200.5,"currency":"EUR"}""");
        ((string?)data["on"]).ShouldBe("2021-06-13");
        ((string?)data["round"]).ShouldBe("series-a");
        data["investors"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("plant name,capacity_mw,country,latitude,longitude,status\nA,5,USA,1,2,operating\n", "type: PlantOpened")]
    [InlineData("maker,model,year,month,units sold\nA,B,2021,4,5\n", "period: { from: \"{year}-{month}\", formats: [yyyy-M, yyyy-MMM, yyyy-MMMM] }")]
    [InlineData("target company,acquirer,price usd,acquired on\nA,B,5,01/02/2021\n", "formats: [dd/MM/yyyy] }   # or MM/dd/yyyy")]
    [InlineData("Deal-Nr,Company,Amount (EUR m),Stage,Closed,Investors\n7,Acme,5,Seed,2020-01-05,X\n7,Acme,6,Seed,2020-01-05,Y\n", "times: 1000000 }   # the header speaks of millions: is it so?")]
    [InlineData("Deal-Nr,Investors,Company,Stage,Closed\n7,X,Acme,Seed,2020-01-05\n8,Y,Acme,Seed,2020-01-05\n", "record: \"{Deal-Nr}\"   # is it so?")]
    [InlineData("xxx,yyy\n1,2\n", "# No column was recognised")]
    public void A_header_tells_what_the_file_is_about(string text, string expected)
    {
        Propose(text, out var yaml);

        yaml.ShouldContain(expected);
    }

    private ImportMapping Propose(string text, out string yaml)
    {
        File.WriteAllText(path, text);
        var sample = FileSample.Read(path);
        yaml = new ProposedMapping(sample, Target.Fitting(sample)).Text();
        return Sample.Mapping(yaml);
    }
}
