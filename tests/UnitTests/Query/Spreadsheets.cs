using EventPlatform.Query.Lists;

namespace EventPlatform.UnitTests.Query;

/// <summary>Lists as CSV.</summary>
public sealed class Spreadsheets
{
    private static readonly Columns<object?> Columns = new(("value", value => value), ("same", _ => "x"));

    [Fact]
    public void The_first_line_names_the_columns_and_there_is_one_more_for_each_item() =>
        Columns.Write(["a", "b"], []).ShouldBe("\"value\",\"same\"\r\n\"a\",\"x\"\r\n\"b\",\"x\"\r\n");

    [Theory]
    [InlineData("x;=1+1", "x;=1+1")]
    [InlineData("say \"hello\", twice\r\n", "say \"\"hello\"\", twice\r\n")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "'\r=1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("1=1", "1=1")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData(null, "")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(true, "true")]
    public void Every_field_is_quoted_and_no_text_is_a_formula(object? value, string expected) => Written(value).ShouldBe(expected);

    [Fact]
    public void Values_are_written_as_in_JSON_and_several_joined_by_semicolons()
    {
        Written(new DateOnly(2019, 11, 13)).ShouldBe("2019-11-13");
        Written(new DateTimeOffset(2026, 11, 23, 7, 4, 5, TimeSpan.Zero)).ShouldBe("2026-11-23T07:04:05+00:00");
        Written(400_000_000.50m).ShouldBe("400000000.50");
        Written(new List<string> { "=a", "b" }).ShouldBe("'=a;b");
        Written(Array.Empty<long>()).ShouldBe("");
    }

    [Fact]
    public void Notes_come_last_in_lines_of_as_many_fields() =>
        Columns.Write(["a"], ["data of press"]).ShouldEndWith("\"a\",\"x\"\r\n\"data of press\",\"\"\r\n");

    private static string Written(object? value) => Columns.Write([value], [])["\"value\",\"same\"\r\n\"".Length..^"\",\"x\"\r\n".Length];
}
