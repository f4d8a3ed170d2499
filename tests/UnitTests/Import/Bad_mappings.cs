using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Import;

public sealed class Bad_mappings
{
    [Theory]
    [InlineData("ammount: { amount: 1, currency: USD }", 11, 7,
        "a report has no 'ammount' here: it may have company, status, round, on, amount, investors, remark, evidence")]
    [InlineData("amount: { amount: 1 }", 11, 15, "needs 'currency'")]
    [InlineData("remark: {name}", 11, 15, "put quotes around it: \"{name}\"")]
    [InlineData("remark: \"{name\"", 11, 15, "a name in braces is expected, such as {name}; a brace itself is written twice: {{ or }}")]
    [InlineData("remark: { from: \"{name}\", tabel: {} }", 11, 33,
        "'tabel' is not known here: it may be from, strip, replace, pattern, table, as, decimal, times, decimals, groups, currency, units, formats, else, default")]
    [InlineData("remark: { from: \"{name}\", table: rounds }", 11, 40, "there is no such table; 'tables' has none")]
    [InlineData("remark: { from: \"{name}\", pattern: \"(\" }", 11, 42, "is not a regular expression")]
    [InlineData("investors: [{ party: { name: x, kind: robot } }]", 11, 45, "'robot' must be one of organisation, person")]
    [InlineData("evidence: { publishedOn: { from: \"{name}\", formats: [d/M] } }", 11, 60,
        "'d/M' is neither iso, edtf, period, excel, unix, year-fraction nor a pattern such as dd/MM/yyyy")]
    [InlineData("evidence: { publishedOn: { from: \"{name}\", formats: [iso, dd.mm.yyyy] } }", 11, 65,
        "'dd.mm.yyyy' has minutes (m) in its date: MM is the month")]
    [InlineData("evidence: { publishedOn: { from: \"{name}\", formats: [hh.MM.yyyy] } }", 11, 60, "'hh.MM.yyyy' has 'h' in its date")]
    [InlineData("evidence: { publishedOn: { from: \"{name}\", formats: [dd yyyy] } }", 11, 60, "'dd yyyy' has a day without a month")]
    [InlineData("amount: { amount: 1, currency: eur }", 11, 38, "'eur' must be an ISO 4217 code")]
    [InlineData("investors: [{ party: { name: x, kind: person, country: Sweden } }]", 11, 62, "'Sweden' must be an ISO 3166-1 code")]
    [InlineData("evidence: { confidence: much }", 11, 31, "'much' must be a number")]
    [InlineData("remark: [a", 12, 1, "is not YAML")]
    public void Are_told_by_line_and_column(string data, int line, int column, string message)
    {
        var problem = Should.Throw<InvalidMapping>(() => Sample.Mapping(Sample.Funding(data))).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldStartWith(message);
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Theory]
    [InlineData("source: [a\nrecord: x\n")]
    [InlineData("source: a\nlicence: [b")]
    [InlineData("source: {a: b\n")]
    [InlineData("source: a\nsource: b\n")]
    [InlineData("source: *a\n")]
    public void Broken_yaml_is_told_by_line_and_column(string yaml) =>
        Should.Throw<InvalidMapping>(() => Sample.Mapping(yaml))
            .Message.ShouldMatch(@"^m\.yaml\([1-9]\d*,[1-9]\d*\): is not YAML: [^\n]+$");

    [Theory]
    [InlineData("dd/MM/yyyy HH:mm")]
    [InlineData("M/d/yyyy h:mm:ss tt")]
    [InlineData("yyyy-MM-ddTHH:mm:ss.fffZ")]
    [InlineData("MMM d, yyyy")]
    [InlineData("d. 'de' MMMM yyyy")]
    [InlineData("yyyy")]
    public void Date_patterns_may_have_a_time_of_day_behind_them(string pattern) => DatePattern.Problem(pattern).ShouldBeNull();

    [Fact]
    public void A_source_that_is_no_path_is_told() =>
        Should.Throw<InvalidMapping>(
            () => Sample.Mapping(Sample.Funding("").Replace("/feeds/sample", "/feeds/my deals", StringComparison.Ordinal)))
            .Message.ShouldBe("m.yaml(1,9): '/feeds/my deals' must be a path without blanks, such as /feeds/nordic-deals");

    [Fact]
    public void Are_told_all_at_once()
    {
        var bad = Should.Throw<InvalidMapping>(
            () => Sample.Mapping("file: { encoding: klingon }\nreports:\n  - type: MoneyLost\n    data: {}\n"));

        bad.Message.ShouldContain("m.yaml(1,1): needs 'source'");
        bad.Message.ShouldContain("m.yaml(1,19): there is no encoding 'klingon'");
        bad.Message.ShouldContain("m.yaml(3,11): there is no report type 'MoneyLost' for feeds");
    }

    public static TheoryData<string> Shipped =>
        [.. Directory.GetFiles(Path.Combine(Machine.Repository, "deploy/imports"), "*.yaml").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Are_none_of_those_that_come_with_the_platform(string name)
    {
        var mapping = MappingReader.Load(Path.Combine(Machine.Repository, "deploy/imports", name));

        mapping.Licence.ShouldNotBeNull();
        mapping.Attribution.ShouldNotBeNull();
        File.Exists(Path.Combine(Machine.Repository, "docs/imports", Path.ChangeExtension(name, "md"))).ShouldBeTrue("each has its notes");
    }
}
