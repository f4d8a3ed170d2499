using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsCheck;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Bodies;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Splitting_lines
{
    private const int MaxBytes = 8;
    private const string Body = "one\n\n  \r\ntwo\r\nthis is too long\nexactly8\nlast";
    private static readonly string[] Expected = ["1 one", "4 two\r", "5 too long", "6 exactly8", "7 last"];

    [Fact]
    public async Task A_body_is_split_the_same_wherever_it_is_cut_in_two()
    {
        for (var cut = 0; cut <= Body.Length; cut++)
            (await ReadAsync(Body[..cut], Body[cut..])).ShouldBe(Expected, ignoreOrder: false, $"cut at {cut}");
    }

    [Fact]
    public async Task And_when_it_comes_byte_by_byte() =>
        (await ReadAsync([.. Body.Select(character => $"{character}")])).ShouldBe(Expected);

    [Fact]
    public async Task And_in_any_pieces() => await Gen.Int[0, Body.Length].Array[0, 8].SampleAsync(async cuts =>
    {
        int[] borders = [0, .. cuts.Order(), Body.Length];
        (await ReadAsync([.. borders.Zip(borders.Skip(1), (from, to) => Body[from..to])])).ShouldBe(Expected);
    });

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(" \t\r\n\n")]
    public async Task A_blank_body_has_no_line(string body) => (await ReadAsync(body)).ShouldBeEmpty();

    [Fact]
    public async Task A_line_feed_at_the_end_makes_no_further_line() => (await ReadAsync("a\nb\n")).ShouldBe(["1 a", "2 b"]);

    [Fact]
    public async Task A_byte_order_mark_is_passed_over_in_every_file_that_the_body_is_joined_from() =>
        (await ReadAsync("\uFEFFa\nb\n", "\uFEFFc\n\uFEFF\n")).ShouldBe(["1 a", "2 b", "3 c"]);

    [Fact]
    public async Task A_reader_that_stops_early_leaves_the_body_usable()
    {
        var body = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes("a\nb\nc")));
        using var incoming = Incoming(body);
        await foreach (var line in Lines.ReadAsync(incoming, MaxBytes))
        {
            if (line.Number == 2) break;
        }

        await body.CompleteAsync();
    }

    private static IncomingBody Incoming(PipeReader body) =>
        new(body, new BodyRoom(MaxBytes, TimeSpan.FromSeconds(5), TimeProvider.System), TimeProvider.System, CancellationToken.None,
            CancellationToken.None);

    private static async Task<List<string>> ReadAsync(params string[] pieces)
    {
        var pipe = new Pipe();
        var writing = WriteAsync(pipe.Writer, pieces);
        var lines = new List<string>();
        using var incoming = Incoming(pipe.Reader);
        await foreach (var line in Lines.ReadAsync(incoming, MaxBytes))
        {
            lines.Add($"{line.Number} {(line.IsTooLong ? "too long" : Encoding.UTF8.GetString(line.Content.ToArray()))}");
        }

        await writing;
        return lines;
    }

    private static async Task WriteAsync(PipeWriter body, string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(piece));
            await Task.Yield();
        }

        await body.CompleteAsync();
    }
}
