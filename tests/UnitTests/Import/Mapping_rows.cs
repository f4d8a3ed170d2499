namespace EventPlatform.UnitTests.Import;

public sealed class Mapping_rows
{
    [Fact]
    public void Empty_rows_are_skipped_and_ragged_ones_refused()
    {
        var rows = Sample.Map(Sample.Funding(""), "id,name\n1,Acme\n\n,\n2\n3,Acme,,\n4,Acme,more\n");

        rows.Select(row => row.Skipped ?? (row.Refusals is [var why, ..] ? why : row.Reports[0].RecordKey)).ShouldBe(
            ["1", "the row is empty", "has 1 fields where the header has 2", "3", "has 3 fields where the header has 2"]);
    }

    [Theory]
    [InlineData("{ from: \"{sum}\", table: { \"-\": \"\", n/a: \"\" }, else: keep }")]
    [InlineData("\"{said}\"")]
    public void Words_for_nothing_are_nothing_and_bad_numbers_are_still_refused(string sum)
    {
        var rows = Sample.Map(
            Sample.Funding($"amount: {{ amount: {sum}, currency: USD }}",
                "values: { said: { from: \"{sum}\", pattern: \"^(?!-$|n/a$).+\", else: none } }"),
            "id,name,sum\n1,Acme,-\n2,Acme,n/a\n3,Acme,5\n4,Acme,x\n");

        rows.Select(row => row.Reports is [var report] ? report.Data["amount"]?.ToJsonString() ?? "nothing" : "refused")
            .ShouldBe(["nothing", "nothing", """{"amount":5,"currency":"USD"}""", "refused"]);
    }

    [Fact]
    public void Short_rows_may_be_allowed() =>
        Sample.Map(Sample.Funding("", "file: { ragged: allow }"), "id,name,city\n1,Acme\n")
            .ShouldHaveSingleItem().Reports.ShouldHaveSingleItem();

    [Theory]
    [InlineData("{ from: \"{sum}\", is: 0 }", "2")]
    [InlineData("{ from: \"{sum}\", above: 5 }", "3")]
    [InlineData("{ from: \"{sum}\", below: 1 }", "2")]
    [InlineData("{ from: \"{name}\", matches: \"^A\" }", "1,2")]
    [InlineData("{ not: \"{sum}\" }", "1")]
    [InlineData("{ any: [{ not: \"{sum}\" }, { from: \"{name}\", is: [x, globex] }] }", "1,3")]
    [InlineData("[\"{sum}\", { from: \"{name}\", is: Acme }]", "2")]
    public void Rows_are_skipped_by_conditions(string condition, string ids)
    {
        var rows = Sample.Map(
            Sample.Funding("", $"skip:\n  - when: {condition}\n    reason: not wanted"), "id,name,sum\n1,Acme,\n2,Acme,0.0\n3,Globex,10\n");

        string.Join(',', rows.Index().Where(row => row.Item.Skipped == "not wanted").Select(row => row.Index + 1)).ShouldBe(ids);
    }

    [Fact]
    public void A_value_may_skip_its_row() =>
        Sample.Map(Sample.Funding("remark: { from: \"{name}\", table: { x: y }, else: skip }"), "id,name\n1,Acme\n")
            .ShouldHaveSingleItem().Skipped!.ShouldContain("'Acme' (column name) is not in the table");

    [Fact]
    public void A_row_may_make_several_reports()
    {
        const string yaml = """
            source: /feeds/sample
            reports:
              - type: ProductShipped
                record: "{year}/s"
                data: { company: { name: Tesla }, product: S, measure: incremental, units: "{s}", period: "{year}-Q{quarter}" }
              - type: ProductShipped
                record: "{year}/y"
                when: "{y}"
                data: { company: { name: Tesla }, product: Y, measure: incremental, units: "{y}", period: "{year}-Q{quarter}" }
            """;

        var rows = Sample.Map(yaml, "year,quarter,s,y\n2017,1,5,\n2018,2,6,7\n");

        rows.SelectMany(row => row.Reports).Select(report => $"{report.RecordKey} {report.Data["period"]} {report.Data["units"]}")
            .ShouldBe(["2017/s 2017-33 5", "2018/s 2018-34 6", "2018/y 2018-34 7"]);
    }

    [Fact]
    public void Of_several_reports_the_bad_ones_are_left_out_and_told()
    {
        const string yaml = """
            source: /feeds/sample
            values: { when: { from: "{year}", as: date } }
            reports:
              - type: ProductShipped
                record: "{year}/s"
                data: { company: { name: Tesla }, product: S, measure: incremental, units: "{s}", period: "{when}" }
              - type: ProductShipped
                record: "{year}/y"
                data: { company: { name: Tesla }, product: Y, measure: incremental, units: "{y}", period: "{when}" }
            """;

        var rows = Sample.Map(yaml, "year,s,y\n2017,five,6\nlast,5,6\n");

        rows[0].Reports.ShouldHaveSingleItem().RecordKey.ShouldBe("2017/y");
        rows[0].Refusals.ShouldHaveSingleItem().ShouldStartWith("/data/units: 'five'");
        rows[1].Reports.ShouldBeEmpty("both need the date");
        rows[1].Refusals.ShouldHaveSingleItem().ShouldStartWith("values/when: 'last'");
    }

    [Fact]
    public void Repeated_keys_are_numbered_also_where_a_row_is_bad()
    {
        var rows = Sample.Map(
            Sample.Funding("amount: { amount: \"{sum}\", currency: USD }"), "id,name,sum\n1,Acme,5\n1,Acme,x\n1,Acme,5\n");

        rows.SelectMany(row => row.Reports).Select(report => report.RecordKey).ShouldBe(["1", "1#3"]);
    }

    [Fact]
    public void A_row_without_a_key_is_refused() =>
        Sample.Map(Sample.Funding(""), "id,name\n,Acme\n").ShouldHaveSingleItem().Refusals.ShouldHaveSingleItem()
            .ShouldStartWith("record: is blank");

    [Fact]
    public void Other_headers_go_under_columns() =>
        Sample.Map(Sample.Funding("", "columns: { id: [Ref, Ref ID] }"), "ref  id,Name\n7,Acme\n")
            .ShouldHaveSingleItem().Reports.ShouldHaveSingleItem().RecordKey.ShouldBe("7");

    [Fact]
    public void Lines_of_json_have_dotted_columns()
    {
        var row = Sample.Map(Sample.Funding("remark: \"{place.city} {tags} {rounds.2.x}\"", "file: { format: json-lines }"),
            """{"id": 1, "name": "Acme", "place": {"city": "Oslo"}, "tags": ["a", "b"], "rounds": [{"x": 1}, {"x": 2.50}]}"""
                + "\n[1]\n{no\n");

        ((string?)row[0].Reports[0].Data["remark"]).ShouldBe("Oslo a;b 2.50");
        row.Skip(1).Select(bad => bad.Refusals.ShouldHaveSingleItem())
            .ShouldBe(["is not a JSON object", "is not valid JSON near its byte 1"]);
    }
}
