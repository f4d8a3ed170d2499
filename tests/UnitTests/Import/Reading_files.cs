using System.Text;
using EventPlatform.Cli;
using EventPlatform.Cli.Import.Rows;
using EventPlatform.Cli.Import.Running;

namespace EventPlatform.UnitTests.Import;

public sealed class Reading_files : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Any_line_end_will_do(string end) =>
        Read(Encoding.UTF8.GetBytes($"a,b{end}1,\"x{end}y\"{end}2,z{end}")).Select(row => (row.Line, row.Cell("a"), row.Cell("b")))
        .ShouldBe([(2, "1", $"x{end}y"), (4, "2", "z")]);

    [Theory]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a|b\n1|2\n")]
    [InlineData("sep=;\na;b\n1;2\n")]
    public void The_delimiter_is_found_out(string text) =>
        Read(Encoding.UTF8.GetBytes(text)).ShouldHaveSingleItem().Cell("b").ShouldBe("2");

    [Theory]
    [InlineData("macintosh", new byte[] { 0x8E })]
    [InlineData("windows-1252", new byte[] { 0xE9 })]
    [InlineData("utf-8", new byte[] { 0xC3, 0xA9 })]
    public void Encodings_are_by_name(string encoding, byte[] eAcute) =>
        Read([.. "a\n"u8, .. eAcute], encoding).ShouldHaveSingleItem().Cell("a").ShouldBe("é");

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_counts_more(string encoding)
    {
        var written = Encoding.GetEncoding(encoding);
        Read([.. written.GetPreamble(), .. written.GetBytes("a\né\n")], "macintosh").ShouldHaveSingleItem().Cell("a").ShouldBe("é");
    }

    [Fact]
    public void Bytes_of_another_encoding_are_marked() =>
        Read([.. "a\n"u8, 0xE9, .. "\n"u8]).ShouldHaveSingleItem().Cell("a").ShouldBe(InputEncoding.Unreadable);

    [Fact]
    public void A_long_field_is_read_whole() =>
        Read(Encoding.UTF8.GetBytes($"a,b\n{new string('x', 10_000_000)},y\n")).ShouldHaveSingleItem().Size.ShouldBe(10_000_001);

    [Fact]
    public void A_quote_that_nothing_closes_is_told() =>
        Read(Encoding.UTF8.GetBytes("a,b\n1,2\n3,\"4\n5,6\n")).Select(row => row.Broken is null).ShouldBe([true, false]);

    [Theory]
    [InlineData("1,\"Alpha,x\n2,Beta \"B\" y,x\n3,Gamma,x\n", "2 to 3")]
    [InlineData("1,A,\"x\n2,B,\"y\"\n3,C,x\n", "2 to 3")]
    [InlineData("1,5\" pipe,\"x\r\n2,B,\"y\"\r\n3,C,x\r\n", "2 to 3")]
    public void A_stray_quote_does_not_merge_rows(string rows, string lines)
    {
        var read = Read(Encoding.UTF8.GetBytes($"id,a,b\n{rows}"));

        read[0].Broken!.ShouldStartWith($"has text behind a closing quote (lines {lines})");
        read.Skip(1).ShouldHaveSingleItem().Cell("id").ShouldBe("3");
        read[1].Broken.ShouldBeNull();
    }

    [Fact]
    public void Blanks_behind_a_closing_quote_do_no_harm() =>
        Read(Encoding.UTF8.GetBytes("a,b\n\"1\" ,2\n")).ShouldHaveSingleItem().Broken.ShouldBeNull();

    [Theory]
    [InlineData("a\tb\n1\t2\n", "tsv")]
    [InlineData("a;b\n1;2\n", "csv")]
    public void Refused_rows_go_to_a_file_of_the_format_that_was_found(string text, string extension)
    {
        File.WriteAllText(path, text);
        using var file = InputFile.Open(path, Shape("utf-8"));

        using (var side = new SideFile(file, directory: null)) side.Path.ShouldBe($"{path}.refused.{extension}");
    }

    [Fact]
    public void A_header_in_another_encoding_is_told_with_columns_as_the_mapping_spells_them()
    {
        var mapping = Sample.Mapping(Sample.Funding("remark: \"{Währung}\""));
        File.WriteAllBytes(path, [.. "id,name,W"u8, 0xE4, .. "hrung\n"u8]);
        using (var file = InputFile.Open(path, mapping.File))
            Should.Throw<CommandException>(() => MissingColumns.Refuse(file, mapping))
                .Message.ShouldContain("bytes that utf-8 does not have");

        File.WriteAllText(path, "id,name,x\n");
        using (var file = InputFile.Open(path, mapping.File))
            Should.Throw<CommandException>(() => MissingColumns.Refuse(file, mapping))
                .Message.ShouldContain("'Währung', which the mapping names");
    }

    [Fact]
    public void A_quote_within_a_field_is_text() =>
        Read(Encoding.UTF8.GetBytes("a,b\n5\" pipe,2\n")).ShouldHaveSingleItem().Cell("a").ShouldBe("5\" pipe");

    [Theory]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { (byte)'\n', (byte)'\n' }, "has no line that names its columns")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 9 }, "an Excel workbook")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8 }, "gzip")]
    [InlineData(new byte[] { (byte)'a', 0, (byte)',', 0, (byte)'b', 0, (byte)'\n', 0 }, "such as utf-16")]
    public void What_holds_no_rows_is_told(byte[] content, string message) =>
        Should.Throw<CommandException>(() => Read(content)).Message.ShouldContain(message);

    [Fact]
    public void A_file_that_is_missing_is_told() =>
        Should.Throw<CommandException>(() => InputFile.Open(path, Shape("utf-8"))).Message.ShouldContain("cannot be read");

    [Fact]
    public void Refused_rows_keep_their_form()
    {
        File.WriteAllText(path, "a;b\n\"x;y\";2\n");
        using var file = InputFile.Open(path, Shape("utf-8"));
        var row = file.Rows.Read().First();

        file.Rows.RewriteHeader().ShouldBe("a;b;import_line;import_reasons\n");
        file.Rows.Rewrite(row, ["one", "two"]).ShouldBe("\"x;y\";2;2;\"one; two\"\n");
    }

    private List<Row> Read(byte[] content, string encoding = "utf-8")
    {
        File.WriteAllBytes(path, content);
        using var file = InputFile.Open(path, Shape(encoding));
        return [.. file.Rows.Read()];
    }

    private static FileShape Shape(string encoding) =>
        new(FileFormat.Csv, InputEncoding.Find(encoding)!, null, 1, null, AllowRagged: false);
}
