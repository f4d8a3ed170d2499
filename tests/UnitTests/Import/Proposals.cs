using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Proposing;
using EventPlatform.Cli.Import.Reports;

namespace EventPlatform.UnitTests.Import;

public sealed class Proposals : IDisposable
{
    // A fixed file name, because the proposal uses it like a column name, and a random one could change the proposed type
    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "rows.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void A_header_makes_a_mapping_that_works()
    {
        const string text =
            "Deal ID;Company;Amount EUR;Stage;Closed on;Investors\n" +
            "D-1;Acme;1.200,5;Series A;13.06.2021;Index, Accel\nD-2;Globex;7;seed;01.02.2021;\n";

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
    [InlineData("maker,model,year,month,units sold\nA,B,2021,4,5\n",
        "period: { from: \"{year}-{month}\", formats: [yyyy-M, yyyy-MMM, yyyy-MMMM] }")]
    [InlineData("target company,acquirer,price usd,acquired on\nA,B,5,01/02/2021\n", "formats: [dd/MM/yyyy] }   # or MM/dd/yyyy")]
    [InlineData("Deal-Nr,Company,Amount (EUR m),Stage,Closed,Investors\n7,Acme,5,Seed,2020-01-05,X\n7,Acme,6,Seed,2020-01-05,Y\n",
        "times: 1000000 }   # the header speaks of millions: is it so?")]
    [InlineData("Deal-Nr,Investors,Company,Stage,Closed\n7,X,Acme,Seed,2020-01-05\n8,Y,Acme,Seed,2020-01-05\n",
        "record: \"{Deal-Nr}\"   # is it so?")]
    [InlineData("xxx,yyy\n1,2\n", "# No column was recognised")]
    [InlineData("country,year,vehicles produced,plant\nDE,2020,5,A\n", "type: ProductShipped")]
    [InlineData("plant,location,model,units produced,year\nA,B,C,5,2020\n", "type: ProductShipped")]
    [InlineData("year,country,BMW,units\n2020,DE,5,6\n", "type: ProductShipped")]
    [InlineData("Country,Year,Cars,Commercial vehicles\nDE,2020,5,6\n", "type: ProductShipped")]
    [InlineData(
        "company_permalink,company_name,acquirer_name,price_amount,price_currency_code,acquired_at\n/company/a,A,B,,USD,2020\n",
        "key: { from: \"{company_permalink}\", pattern: '([^/]+)/?$', as: key }")]
    [InlineData("company_name,acquirer_name,price_amount,price_currency_code,acquired_at\nA,B,,USD,2020\n", "when: \"{price_amount}\"")]
    [InlineData("Company,Raised,Stage,Date\nAcme,\u20ac5,Seed,2020\n", "currency: EUR      # a guess: is it so?")]
    public void A_header_tells_what_the_file_is_about(string text, string expected)
    {
        Propose(text, out var yaml);

        yaml.ShouldContain(expected);
    }

    [Fact]
    public void A_word_that_may_mean_something_else_is_marked_and_one_that_fits_nothing_is_left_to_choose()
    {
        Propose(
            "plant name,capacity_mw,country,status\n" +
            "A,5,GB,Planning Permission Refused\nB,5,GB,Application Withdrawn\nC,5,GB,Permission Expired\n" +
            "D,5,GB,opened\nE,5,GB,Revised\nF,5,GB,Not operational\n", out var yaml);

        foreach (var guess in (string[])["\"Planning Permission Refused\"", "\"Application Withdrawn\"", "\"Permission Expired\""])
            yaml.ShouldContain($"{guess}: cancelled      # a guess: is it so?");
        yaml.ShouldContain("\"opened\": opened\n");
        yaml.ShouldContain("# \"Revised\":      # choose a word for it");
        yaml.ShouldContain("# \"Not operational\":      # choose a word for it");
    }

    [Theory]
    [InlineData("tesla-production.csv", "year,quarter,stat_mwh,sx,y3\n2017,1,60,25418,0\n")]
    [InlineData("bmw-production.csv", "year,quarter,sx,y3\n2017,1,25418,0\n")]
    public void The_name_of_the_file_tells_production_from_plants(string name, string text)
    {
        var production = Path.Combine(Path.GetDirectoryName(path)!, name);
        File.WriteAllText(production, text);

        Target.Fitting(FileSample.Read(production)).Type.ShouldBe("ProductShipped");
    }

    [Theory]
    [InlineData("Series J")]
    [InlineData("Series A-1")]
    [InlineData("series-c+")]
    [InlineData("Pre-Series A")]
    [InlineData("Bridge")]
    public void A_round_without_a_word_of_its_own_is_not_taken_for_another(string round)
    {
        Propose($"Company,Raised USD,Stage,Date\nAcme,5,{round},2020\nAcme,6,Series A,2021\n", out var yaml);

        yaml.ShouldContain($"# \"{round}\":      # choose a word for it");
        yaml.ShouldContain("\"Series A\": series-a\n");
        Try(yaml).ShouldBe(
        [
            "Tried on 2 rows: it takes 1 and refuses 1.",
            $"{Path.GetFileName(path)}, line 2: /data/round: '{round}' (column Stage) is not in the table",
        ]);
    }

    [Fact]
    public void A_proposal_says_what_is_still_to_be_chosen_and_that_it_takes_no_row()
    {
        File.WriteAllText(path, "plant name,raised,stage\nA,5,Bridge\n");
        var sample = FileSample.Read(path);

        var notes = Try(new ProposedMapping(sample, Target.Find("FundingRaised")).Text());

        notes[0].ShouldBe("It takes NO ROW of the 1 that were tried: mend it before use.");
        notes.ShouldContain("Choose before use: currency: choose");
        notes.ShouldContain("Choose before use: on: \"{choose a column}\"");
    }

    private List<string> Try(string yaml) => [.. Trial.Of(yaml, path).Describe()];

    private ImportMapping Propose(string text, out string yaml)
    {
        File.WriteAllText(path, text);
        var sample = FileSample.Read(path);
        yaml = new ProposedMapping(sample, Target.Fitting(sample)).Text();
        return Sample.Mapping(yaml);
    }
}
