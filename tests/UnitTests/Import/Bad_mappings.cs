using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Servers;

namespace EventPlatform.UnitTests.Import;

public sealed class Bad_mappings
{
    [Theory]
    [InlineData("ammount: { amount: 1, currency: USD }", 11, 7, "a report has no 'ammount' here: it may have company, status, round, on, amount, investors, remark, evidence")]
    [InlineData("amount: { amount: 1 }", 11, 15, "needs 'currency'")]
    [InlineData("remark: {name}", 11, 15, "put quotes around it: \"{name}\"")]
    [InlineData("remark: \"{name\"", 11, 15, "a name in braces is expected, such as {name}; a brace itself is written twice: {{ or }}")]
    [InlineData("remark: { from: \"{name}\", tabel: {} }", 11, 33, "'tabel' is not known here: it may be from, pattern, table, as, decimal, times, decimals, units, formats, else, default")]
    [InlineData("remark: { from: \"{name}\", table: rounds }", 11, 40, "there is no such table; 'tables' has none")]
    [InlineData("remark: { from: \"{name}\", pattern: \"(\" }", 11, 42, "is not a regular expression")]
    [InlineData("investors: [{ party: { name: x, kind: robot } }]", 11, 45, "'robot' must be one of organisation, person")]
    [InlineData("evidence: { publishedOn: { from: \"{name}\", formats: [dmy] } }", 11, 59, "'dmy' is neither iso, period, excel, unix, year-fraction nor a pattern such as dd/MM/yyyy")]
    [InlineData("evidence: { confidence: much }", 11, 31, "'much' must be a number")]
    [InlineData("remark: [a", 12, 1, "is not YAML")]
    public void Are_told_by_line_and_column(string data, int line, int column, string message)
    {
        var problem = Should.Throw<InvalidMapping>(() => Sample.Mapping(Sample.Funding(data))).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldStartWith(message);
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Fact]
    public void Are_told_all_at_once()
    {
        var bad = Should.Throw<InvalidMapping>(() => Sample.Mapping("file: { encoding: klingon }\nreports:\n  - type: MoneyLost\n    data: {}\n"));

        bad.Message.ShouldContain("m.yaml(1,1): needs 'source'");
        bad.Message.ShouldContain("m.yaml(1,19): there is no encoding 'klingon'");
        bad.Message.ShouldContain("m.yaml(3,11): there is no report type 'MoneyLost'");
    }

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(Machine.Repository, "deploy/imports"), "*.yaml").Select(path => Path.GetFileName(path)!)];

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
