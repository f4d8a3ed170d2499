namespace EventPlatform.UnitTests.Import;

public sealed class Mapping_values
{
    [Theory]
    [InlineData("remark: always this", "always this")]
    [InlineData("remark: \"{a}\"", "one")]
    [InlineData("remark: \"{a}-{b}\"", "one-")]
    [InlineData("remark: \"{b}\"", null)]
    [InlineData("remark: \"{b} {c?}\"", null)]
    [InlineData("remark: \"{{{a}}}\"", "{one}")]
    [InlineData("remark: { from: [\"{b}\", \"{a}\"] }", "one")]
    [InlineData("remark: { from: \"{b}\", default: nothing }", "nothing")]
    [InlineData("remark: { from: \"{path}\", pattern: \"^/company/(.+)$\" }", "acme")]
    [InlineData("remark: { from: \"{A}\", table: { ONE: first } }", "first")]
    [InlineData("remark: { from: \"{a}\", table: { one: \"{path}\" } }", "/company/acme")]
    [InlineData("remark: { from: \"{a}\", table: { two: second }, else: keep }", "one")]
    [InlineData("remark: { from: \"{a}\", table: { two: second }, else: none }", null)]
    [InlineData("remark: { from: \"{a}\", table: { two: second }, else: other }", "other")]
    [InlineData("remark: { from: \"{name} Inc.\", as: key }", "acme-inc")]
    public void Make_a_text(string yaml, string? text) => ((string?)Sample.Data(Sample.Funding(yaml), Csv)["remark"]).ShouldBe(text);

    [Fact]
    public void Are_read_as_the_contract_has_them()
    {
        var data = Sample.Data(
            Sample.Funding(
                "amount: { amount: \"{sum}\", currency: USD }\nevidence: { publishedOn: { date: \"{day}\", wording: \"{day}\" } }"),
            "id,name,sum,day\n1,Acme,\"$1,500.00\",Q2 2019\n");

        data["amount"]!.ToJsonString().ShouldBe("""{"amount":1500,"currency":"USD"}""");
        data["evidence"]!.ToJsonString().ShouldBe("""{"publishedOn":{"date":"2019-34","wording":"Q2 2019"}}""");
    }

    [Fact]
    public void Leave_out_an_object_that_only_constants_are_left_of() =>
        Sample.Data(Sample.Funding("amount: { amount: \"{sum}\", currency: USD }"), "id,name,sum\n1,Acme,\n").ContainsKey("amount")
            .ShouldBeFalse();

    [Fact]
    public void Leave_out_an_object_where_its_condition_does_not_hold() =>
        Sample.Data(Sample.Funding("amount: { when: \"{sum}\", amount: \"{sum}\", currency: \"{money}\" }"),
            "id,name,sum,money\n1,Acme,,EUR\n").ContainsKey("amount").ShouldBeFalse();

    [Fact]
    public void Split_a_text_into_parties()
    {
        var investors = Sample.Data(Sample.Funding("""
            investors:
              split: "{backers}"
              by: [";", " and "]
              each:
                party: { name: "{item}", kind: organisation }
                role: { from: "{number}", table: { 1: lead }, else: participant }
            """), "id,name,backers\n1,Acme,Index; Accel and  GV\n")["investors"]!.AsArray();

        investors.Select(investor => ((string?)investor!["party"]!["name"], (string?)investor["role"]))
            .ShouldBe([("Index", "lead"), ("Accel", "participant"), ("GV", "participant")]);
    }

    [Fact]
    public void Tell_everything_that_is_wrong_with_a_row()
    {
        var row = Sample.Map(Sample.Funding("amount: { amount: \"{sum}\", currency: USD }\nevidence: { publishedOn: \"{day}\" }"),
            "id,name,sum,day\n1,Acme,many,soon\n").ShouldHaveSingleItem();

        row.Refusals.ShouldBe(
            ["/data/amount/amount: 'many' (column sum) is not a number",
            "/data/evidence/publishedOn: 'soon' (column day) is not a date (iso or period)"]);
        row.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void Refuse_bytes_that_are_not_of_the_encoding_where_they_are_used()
    {
        var rows = Sample.Map(Sample.Funding("remark: \"{a}\""), "id,name,a,b\n1,Acme,caf\uFFFF,x\n2,Acme,x,caf\uFFFF\n");

        rows[0].Refusals.ShouldHaveSingleItem().ShouldContain("file.encoding");
        rows[1].Reports.ShouldHaveSingleItem();
    }

    private const string Csv = "id,name,a,b,path\n1,Acme,  one ,,/company/acme\n";
}
