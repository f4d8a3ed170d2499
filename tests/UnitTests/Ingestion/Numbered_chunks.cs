using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Ingestion.Publishing;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Numbered_chunks
{
    private static readonly Guid Publisher = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);

    private readonly Numbering numbering = new(Publisher);

    [Fact]
    public void The_EventStore_reads_sender_and_number_of_each_report()
    {
        Read(("feed a", "1"), ("feed b", "2"), ("feed a", "3")).ShouldBe(["1: feed a 1", "2: feed b 1", "3: feed a 2"]);
        Read(("feed b", "4"), ("feed c", "5"), ("feed a", "6")).ShouldBe(["4: feed b 2", "5: feed c 1", "6: feed a 3"]);
    }

    [Fact]
    public void A_chunk_that_does_not_say_where_it_is_from_is_read_without_numbers() =>
        ChunkOrigin.Number(new([Report("1")])).ShouldHaveSingleItem().Delivery.ShouldBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_report_of_no_sender_of_the_chunk_has_none(int index) => ChunkOrigin
        .Number(new([Report("1") with { SenderIndex = index }], new(Publisher, [new("feed a", 0)])))
        .ShouldHaveSingleItem().Delivery.ShouldBeNull();

    private string[] Read(params (string Sender, string Id)[] reports)
    {
        var sent = JsonSerializer.Serialize(numbering.Chunk(reports.Select(report => (report.Sender, Report(report.Id)))));
        var read = ChunkOrigin.Number(JsonSerializer.Deserialize<ReportsAccepted>(sent)!);
        read.ShouldAllBe(report => report.Delivery!.Publisher == Publisher);
        return [.. read.Select(report => $"{report.Id}: {report.Delivery!.Sender} {report.Delivery.Number}")];
    }

    private static AcceptedReport Report(string id) => new(Guid.Empty, "company/x", "FundingRaised", "/feeds/a", id, "2:x", "{}");
}
