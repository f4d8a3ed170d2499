namespace EventPlatform.UnitTests.Import;

public sealed class Cells_without_a_value
{
    [Theory]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    [InlineData("#DIV/0!")]
    [InlineData("#VALUE!")]
    [InlineData("#NAME?")]
    [InlineData("#NULL!")]
    [InlineData("#NUM!")]
    [InlineData("#SPILL!")]
    [InlineData("########")]
    [InlineData("1.23457E+12")]
    [InlineData("1E+05")]
    [InlineData("N/A")]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("-")]
    [InlineData("unknown")]
    [InlineData("TBD")]
    public void Are_no_names_and_no_keys(string text)
    {
        Refused($"1,{text},x,5").ShouldStartWith($"/data/company/name: '{text}' (column name) is ");
        Refused($"{text},Acme,x,5").ShouldStartWith($"record: '{text}' (column id) is ");
    }

    [Theory]
    [InlineData("#waywire")]
    [InlineData("#")]
    [InlineData("Unknown Worlds")]
    [InlineData("3E8")]
    public void Are_told_from_names_that_look_like_them(string name) =>
        ((string?)Sample.Data(Sample.Funding(""), $"id,name\n1,{name}\n")["company"]!["name"]).ShouldBe(name);

    [Theory]
    [InlineData("remark: \"{text}\"", "#REF!")]
    [InlineData("remark: \"said: {text}\"", "#REF!")]
    [InlineData("investors: [{ party: { name: \"{text}\", kind: organisation } }]", "n/a")]
    [InlineData("company: { name: \"{name}\", key: { from: \"{text}\", as: key } }", "unknown")]
    [InlineData("company: { name: \"{name}\", lei: \"{text}\" }", "TBD")]
    [InlineData("evidence: { url: \"{text}\" }", "n/a")]
    [InlineData("amount: { amount: \"{text}\", currency: USD }", "########")]
    [InlineData("on: \"{text}\"", "#VALUE!")]
    [InlineData("remark: { from: \"{text}\", table: { a: b }, else: skip }", "#N/A")]
    public void Are_refused_wherever_they_are_used(string data, string text) =>
        Refused($"1,Acme,{text},5", data).ShouldContain($"'{text}' (column text)");

    [Theory]
    [InlineData("\"{id}/{text}\"", "n/a")]
    [InlineData("\"{id}/{text}\"", "#REF!")]
    public void Are_no_parts_of_keys(string record, string text)
    {
        var row = Sample.Map(Sample.Funding("").Replace("record: \"{id}\"", $"record: {record}", StringComparison.Ordinal),
            $"id,name,text\n1,Acme,{text}\n").ShouldHaveSingleItem();

        row.Refusals.ShouldHaveSingleItem().ShouldStartWith($"record: '{text}'");
        row.IsAttributed.ShouldBeFalse();
    }

    [Fact]
    public void May_be_mapped_by_name() =>
        Sample.Data(Sample.Funding("remark: { from: \"{text}\", table: { \"#N/A\": none said }, else: keep }"),
            "id,name,text\n1,Acme,#N/A\n")["remark"]!.ToString().ShouldBe("none said");

    [Theory]
    [InlineData("{ from: \"{text}\", is: open }")]
    [InlineData("{ from: \"{text}\", matches: \"^o\" }")]
    [InlineData("{ not: { from: \"{text}\", is: open } }")]
    public void Decide_no_condition(string condition)
    {
        var row = Sample.Map(Sample.Funding("", $"skip: [{{ when: {condition}, reason: unwanted }}]"), "id,name,text\n1,Acme,#REF!\n")
            .ShouldHaveSingleItem();

        row.Skipped.ShouldBeNull();
        row.Refusals.ShouldHaveSingleItem().ShouldBe("skip: '#REF!' (column text) is what a spreadsheet shows in place of a value");
    }

    [Fact]
    public void An_amount_is_held_against_the_currency_of_its_row()
    {
        var rows = Sample.Map(Sample.Funding("amount: { amount: \"{sum}\", currency: \"{money}\" }"),
            "id,name,sum,money\n1,Acme,\u20ac5,EUR\n2,Acme,\u20ac5,USD\n");

        rows[0].Reports.ShouldHaveSingleItem();
        rows[1].Refusals.ShouldHaveSingleItem()
            .ShouldBe("/data/amount/amount: '\u20ac5' (column sum) is not a number: '\u20ac' means EUR, and the amount is in USD");
    }

    [Fact]
    public void A_date_that_was_read_is_not_read_again() =>
        Sample.Data(Sample.Funding("evidence: { publishedOn: \"{day}\" }", "values: { day: { from: \"{text}\", as: date } }"),
            "id,name,text\n1,Acme,Q2 2020\n")["evidence"]!["publishedOn"]!.ToString().ShouldBe("2020-34");

    private static string Refused(string row, string data = "")
    {
        var yaml = Sample.Funding(data);
        if (data.StartsWith("company:", StringComparison.Ordinal))
            yaml = yaml.Replace("      company: { name: \"{name}\" }\n", "", StringComparison.Ordinal);
        if (data.StartsWith("on:", StringComparison.Ordinal)) yaml = yaml.Replace("      on: \"2020\"\n", "", StringComparison.Ordinal);
        var mapped = Sample.Map(yaml, $"id,name,text,sum\n{row}\n").ShouldHaveSingleItem();
        mapped.Reports.ShouldBeEmpty();
        return mapped.Refusals[0];
    }
}
