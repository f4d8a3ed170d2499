using EventPlatform.Cli;
using EventPlatform.Cli.Import.Reports;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

/// <summary>
/// A snapshot may retract only records without a row. A refused row counts as present; without a usable key it may be about any record.
/// </summary>
public sealed class Refused_rows_and_their_records
{
    private const string Size = "values: { size: { from: \"{mw}\", as: number } }\n";

    [Theory]
    [InlineData("skip: [{ when: { from: \"{mw}\", below: 5 }, reason: small }]")]
    [InlineData("skip: [{ when: { from: \"{mw}\", above: 5 }, reason: large }]")]
    [InlineData("skip: [{ when: { not: { from: \"{mw}\", above: 5 } }, reason: small }]")]
    [InlineData("skip: [{ when: { any: [{ from: \"{mw}\", below: 5 }, { from: \"{name}\", is: x }] }, reason: small }]")]
    [InlineData("skip: [{ when: [\"{name}\", { from: \"{mw}\", below: 5 }], reason: small }]")]
    [InlineData(Size + "skip: [{ when: { from: \"{size}\", below: 5 }, reason: small }]")]
    [InlineData(Size + "skip: [{ when: { not: \"{size}\" }, reason: unsized }]")]
    public void A_row_whose_skip_condition_cannot_be_evaluated_is_refused_and_present(string before) => IsRefusedAndPresent(Plants(before));

    [Theory]
    [InlineData("{ from: \"{mw}\", above: 5 }")]
    [InlineData("{ not: { from: \"{mw}\", below: 5 } }")]
    [InlineData("\"{size}\"")]
    [InlineData("{ from: \"{size}\", above: 5 }")]
    public void A_row_whose_report_condition_cannot_be_evaluated_is_refused_and_present(string when) =>
        IsRefusedAndPresent(Plants(Size, $"when: {when}"));

    [Fact]
    public void A_condition_that_the_other_parts_decide_refuses_nothing()
    {
        var rows = Sample.Map(
            Plants("skip: [{ when: { any: [{ from: \"{mw}\", below: 5 }, { from: \"{name}\", is: Beta }] }, reason: beta }]", unit: ""),
            "id,name,mw\n2,Beta,n/a\n");

        rows.ShouldHaveSingleItem().Skipped.ShouldBe("beta");
    }

    [Theory]
    [InlineData("\"{id}\"", "\n,Beta,5\n")]
    [InlineData("\"{id}/{name}\"", "\n,Beta,n/a\n")]
    [InlineData("{ from: \"{id}\", pattern: \"^P-\" }", "\n2,Beta,5\n")]
    [InlineData("\"{id}/{size}\"", "\n2,Beta,n/a\n")]
    [InlineData("\"{id}\"", "\n2\n")]
    [InlineData("\"{id}\"", "\n\"2,Beta,5\n")]
    [InlineData("\"{id}\"", "\n2\u0001,Beta,5\n")]
    public void A_refused_row_without_a_trustworthy_key_may_be_any_record(string record, string row)
    {
        var mapped = Sample.Map(Plants(Size).Replace("record: \"{id}\"", $"record: {record}", StringComparison.Ordinal), "id,name,mw" + row)
            .ShouldHaveSingleItem();

        mapped.Reports.ShouldBeEmpty();
        mapped.Refusals.ShouldNotBeEmpty();
        mapped.IsAttributed.ShouldBeFalse();
    }

    [Fact]
    public void A_taken_row_may_have_gaps_in_its_key()
    {
        var mapped = Sample.Map(Plants("").Replace("record: \"{id}\"", "record: \"{id}/{town}\"", StringComparison.Ordinal),
            "id,name,mw,town\n2,Beta,5,\n").ShouldHaveSingleItem();

        mapped.Reports.ShouldHaveSingleItem().RecordKey.ShouldBe("2/");
        mapped.IsAttributed.ShouldBeTrue();
    }

    [Fact]
    public void Each_report_of_a_row_is_present_whichever_is_refused()
    {
        const string yaml = """
            source: /feeds/sample
            reports:
              - { type: PlantOpened, record: "{id}/a", data: { plant: "{name}", status: opened, location: { country: GB } } }
              - { type: PlantOpened, record: "{id}/b", when: { from: "{mw}", above: 5 }, data: { plant: "{name} b", status: opened, location: { country: GB } } }
            """;
        var (row, keys) = Map(yaml, "id,name,mw\n1,Alpha,n/a\n");

        row.Reports.ShouldHaveSingleItem().RecordKey.ShouldBe("1/a");
        row.IsAttributed.ShouldBeTrue();
        keys.Contains("1/b").ShouldBeTrue();
    }

    [Fact]
    public void A_key_counts_as_the_platform_keeps_it()
    {
        var keys = new RecordKeys();

        keys.Add("Cafe\u0301").ShouldBe("Caf\u00e9");
        keys.Contains("Caf\u00e9").ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "got a number in the order of the file. If rows are added or leave, one of them revises another")]
    [InlineData("repeated-records: number", "got a number, as the mapping says")]
    [InlineData("repeated-records: refuse", "were refused, as the mapping says")]
    public void Repeated_keys_are_told(string said, string expected)
    {
        var mapping = Sample.Mapping(Plants(said));
        var (_, keys) = Map(Plants(said), "id,name,mw\n1,Alpha,1\n2,Beta,2\n1,Gamma,3\n");
        using var text = new StringWriter();
        RepeatedKeys.Show(text, [keys], mapping);

        text.ToString().ShouldStartWith("1 of 3 reports has a record key that came before in the file (first '1')");
        text.ToString().ShouldContain(expected);
    }

    [Fact]
    public void Repeated_keys_are_refused_in_a_snapshot_unless_the_mapping_says_what_becomes_of_them()
    {
        var (_, keys) = Map(Plants(""), "id,name,mw\n1,Alpha,1\n1,Gamma,3\n");

        Should.Throw<CommandException>(() => RepeatedKeys.Refuse([keys], Sample.Mapping(Plants(""))));
        RepeatedKeys.Refuse([keys], Sample.Mapping(Plants("repeated-records: number")));
    }

    [Fact]
    public void Repeated_keys_may_be_refused_row_by_row()
    {
        var rows = Sample.Map(Plants("repeated-records: refuse"), "id,name,mw\n1,Alpha,1\n1,Gamma,3\n");

        rows[1].Refusals.ShouldBe(["record: '1' came before in this file"]);
        rows[1].IsAttributed.ShouldBeTrue();
    }

    private static void IsRefusedAndPresent(string yaml)
    {
        var (row, keys) = Map(yaml, "id,name,mw\n2,Beta,n/a\n");

        row.Reports.ShouldBeEmpty();
        row.Refusals.ShouldNotBeEmpty();
        row.IsAttributed.ShouldBeTrue();
        keys.Contains("2").ShouldBeTrue();
    }

    private static (MappedRow Last, RecordKeys Keys) Map(string yaml, string text)
    {
        var mapping = Sample.Mapping(yaml);
        using var rows = Sample.Rows(mapping, text);
        var mapper = new RowMapper(mapping, new RecordKeys(), []);
        return (rows.Read().Select(mapper.Map).ToList()[^1], mapper.Keys);
    }

    private static string Plants(string before, string report = "", string unit = "capacity: { value: \"{mw}\", unit: MW }") => $$"""
        source: /feeds/sample
        {{before}}
        record: "{id}"
        reports:
          - type: PlantOpened
            {{report}}
            data:
              plant: "{name}"
              status: opened
              location: { country: GB }
              {{unit}}
        """;
}
