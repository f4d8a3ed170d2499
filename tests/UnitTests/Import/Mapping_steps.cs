using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Cli;
using EventPlatform.Cli.Import;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

/// <summary>Parts of docs/importing.md beyond single values: replacing text, reports from several rows, releases from columns.</summary>
public sealed class Mapping_steps
{
    private const string Rounds = """
        source: /feeds/sample
        group-by: "{deal}"
        record: "{deal}"
        reports:
          - type: FundingRaised
            data:
              company: { name: "{name}" }
              status: completed
              round: seed
              on: "{date}"
              amount: { amount: "{sum}", currency: USD }
              investors:
                each-row:
                  party: { name: "{investor}", kind: organisation }
                  role: { from: "{number}", table: { 1: lead }, else: participant }
        """;

    [Theory]
    [InlineData("{ from: \"{text}\", strip: approx. }", "approx. 5", "5")]
    [InlineData("{ from: \"{text}\", strip: [\"(\", \")\"] }", "(Acme)", "Acme")]
    [InlineData("{ from: \"{text}\", strip: x }", "x", null)]
    [InlineData("{ from: \"{text}\", replace: { text: März, with: March } }", "3 März 2020", "3 March 2020")]
    [InlineData("{ from: \"{text}\", replace: { pattern: \"\\\\[[0-9]+\\\\]\" } }", "Acme [12] AB", "Acme AB")]
    [InlineData("{ from: \"{text}\", replace: [{ pattern: \"^(.+), (.+)$\", with: \"$2 $1\" }, { text: Dr., with: \"\" }] }", "Ek, Dr. Eva",
        "Eva Ek")]
    [InlineData("{ from: \"{text}\", strip: USD, pattern: \"^[0-9]+\" }", "USD 5 million", "5")]
    public void Texts_are_stripped_and_replaced_before_they_are_read(string remark, string text, string? expected) =>
        ((string?)Sample.Data(Sample.Funding($"remark: {remark}"), $"id,name,text\n1,Acme,\"{text}\"\n")["remark"]).ShouldBe(expected);

    [Theory]
    [InlineData("{ from: \"{name}\", replace: { with: x } }", "needs either 'text' or 'pattern'")]
    [InlineData("{ from: \"{name}\", replace: { text: a, patern: b } }", "'patern' is not known here: it may be text, pattern, with")]
    [InlineData("{ from: \"{name}\", groups: western }", "must be lakh")]
    [InlineData("{ from: \"{name}\", as: number, currency: Dollar }", "'Dollar' must be an ISO 4217 code")]
    public void Mistakes_in_steps_are_told(string remark, string message) =>
        Should.Throw<InvalidMapping>(() => Sample.Mapping(Sample.Funding($"remark: {remark}")))
            .Problems.ShouldContain(problem => problem.Message.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public void Rows_of_one_group_make_one_report_wherever_they_stand()
    {
        var rows = Sample.Map(
            Rounds, "deal,name,date,sum,investor\nd1,Acme,2020,5,Index\nd2,Globex,2021,7,GV\nd1,Acme,2020,5,Accel\nd1,Acme,,5,Index\n");

        rows.Count.ShouldBe(2);
        rows[0].Reports.ShouldHaveSingleItem().RecordKey.ShouldBe("d1");
        rows[0].Reports[0].Data["investors"]!.AsArray().Select(investor => $"{investor!["party"]!["name"]} {investor["role"]}")
            .ShouldBe(["Index lead", "Accel participant", "Index participant"]);
        rows[1].Reports[0].Data["amount"]!["amount"]!.GetValue<decimal>().ShouldBe(7);
    }

    [Fact]
    public void Rows_of_one_group_that_say_different_things_are_refused_and_present()
    {
        var row = Sample.Map(Rounds, "deal,name,date,sum,investor\nd1,Acme,2020,5,Index\nd1,Acme,2020,6,Accel\n").ShouldHaveSingleItem();

        row.Reports.ShouldBeEmpty();
        row.Refusals.ShouldHaveSingleItem()
            .ShouldBe("/data/amount/amount: '5' and '6' (column sum) differ between the rows of one group, which begins in line 2");
        row.IsAttributed.ShouldBeTrue();
    }

    [Fact]
    public void A_bad_row_refuses_its_group_and_is_named()
    {
        var rows = Sample.Map(Rounds, "deal,name,date,sum,investor\nd1,Acme,2020,5,Index\nd1,Acme,2020,5,#REF!\n,Acme,2020,5,GV\n");

        rows[0].Refusals.ShouldHaveSingleItem().ShouldStartWith("group-by: is blank (column deal)");
        rows[0].IsAttributed.ShouldBeFalse();
        rows[1].Refusals.ShouldHaveSingleItem().ShouldEndWith("(column investor) is what a spreadsheet shows in place of a value (line 3)");
        rows[1].Reports.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_from_rows_needs_groups() =>
        Should.Throw<InvalidMapping>(() => Sample.Mapping(Rounds.Replace("group-by: \"{deal}\"\n", "", StringComparison.Ordinal)))
            .Problems.ShouldHaveSingleItem().Message.ShouldStartWith("needs 'group-by'");

    [Fact]
    public void A_release_may_come_from_a_column()
    {
        var events = Events("release: \"{edition}\"", "id,name,edition\n1,Acme,2021-03\n1,Acme Ltd,2021-06\n1,Acme Inc,2021-06\n");

        events.Select(one => $"{one["id"]} {one["recordkey"]} {one["release"]} {one["sequence"]}").ShouldBe(
            ["1@2021-03 1 2021-03 2021033100", "1@2021-06 1 2021-06 2021063000", "1#2@2021-06 1#2 2021-06 2021063000"]);
    }

    [Theory]
    [InlineData("sequence: \"{edition}\"", "7", "1@7 7 7")]
    [InlineData("sequence: \"{edition}\"\nrelease: \"{name}\"", "7", "1@Acme Acme 7")]
    public void A_sequence_may_come_from_a_column(string before, string edition, string expected) =>
        Events(before, $"id,name,edition\n1,Acme,{edition}\n").Select(one => $"{one["id"]} {one["release"]} {one["sequence"]}")
            .ShouldBe([expected]);

    [Theory]
    [InlineData("release: \"{edition}\"", "spring", "release: 'spring' (column edition) is neither a date")]
    [InlineData("release: \"{edition}\"", "", "release: is blank (column edition)")]
    [InlineData("sequence: \"{edition}\"", "1.5", "sequence: '1.5' (column edition) is not a whole number")]
    [InlineData("sequence: \"{edition}\"", "", "sequence: is blank (column edition)")]
    public void A_row_without_its_release_is_refused(string before, string edition, string why)
    {
        var row = Sample.Map(Sample.Funding("", before), $"id,name,edition\n1,Acme,{edition}\n").ShouldHaveSingleItem();

        row.Reports.ShouldBeEmpty();
        row.Refusals.ShouldHaveSingleItem().ShouldStartWith(why);
    }

    [Fact]
    public void Releases_from_a_column_make_no_snapshot() => Should.Throw<CommandException>(() => ImportRun.ReleaseOf(
        new ImportOptions("m.yaml", [], null, null, IsDryRun: false, IsSnapshot: true, RetractMost: false, TimeSpan.Zero, null),
        Sample.Mapping(Sample.Funding("", "release: \"{edition}\""))));

    private static List<JsonNode> Events(string before, string text)
    {
        var body = new ArrayBufferWriter<byte>();
        foreach (var report in Sample.Map(Sample.Funding("", before), text).SelectMany(row => row.Reports))
            new CloudEvents("/feeds/sample", null).Write(body, report);
        return [.. Encoding.UTF8.GetString(body.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)];
    }
}
