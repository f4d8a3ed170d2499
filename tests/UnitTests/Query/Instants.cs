using EventPlatform.Query;

namespace EventPlatform.UnitTests.Query;

/// <summary>Instants of RFC 3339 in query parameters.</summary>
public sealed class Instants
{
    [Theory]
    [InlineData("2026-11-28T01:30:00Z", "2026-11-28T01:30:00Z")]
    [InlineData("2026-11-28t01:30:00z", "2026-11-28T01:30:00Z")]
    [InlineData("2026-11-28 01:30:00Z", "2026-11-28T01:30:00Z")]
    [InlineData("2026-11-28T01:30:00+02:00", "2026-11-27T23:30:00Z")]
    [InlineData("2026-11-28T01:30:00 02:00", "2026-11-27T23:30:00Z")]
    [InlineData("2026-11-28T01:30:00-05:30", "2026-11-28T07:00:00Z")]
    [InlineData("2026-11-28T01:30:00-00:00", "2026-11-28T01:30:00Z")]
    [InlineData("2026-11-28T01:30:00+23:59", "2026-11-27T01:31:00Z")]
    [InlineData("2026-11-28T01:30:00.1Z", "2026-11-28T01:30:00.1Z")]
    [InlineData("2026-11-28T01:30:00.123456789012Z", "2026-11-28T01:30:00.1234567Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2017-01-01T05:29:60+05:30", "2017-01-01T00:00:00Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z")]
    [InlineData("0000-02-29T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59.9999999Z")]
    [InlineData("9999-12-31T23:59:60Z", "9999-12-31T23:59:59.9999999Z")]
    public void Are_read_in_UTC(string text, string expected)
    {
        var read = Instant.Read(text)!.Value;

        (read, read.Offset).ShouldBe((DateTimeOffset.Parse(expected), TimeSpan.Zero));
    }

    [Theory]
    [InlineData("2026-11-28")]
    [InlineData("2026-11-28T01:30:00")]
    [InlineData("2026-11-28T01:30Z")]
    [InlineData("2026-11-28T01:30:00.Z")]
    [InlineData("2026-11-28T01:30:00+0200")]
    [InlineData("2026-11-28T01:30:00+02")]
    [InlineData("2026-11-28T01:30:00+24:00")]
    [InlineData("2026-11-28T01:30:00+02:60")]
    [InlineData("2026-11-28T24:00:00Z")]
    [InlineData("2026-11-28T01:30:61Z")]
    [InlineData("2026-11-28T01:30:60Z")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2026-11-28T01:30:00Z ")]
    [InlineData("2026-11-28T01:30:00Z\n")]
    [InlineData("٢٠٢٦-11-28T01:30:00Z")]
    [InlineData("")]
    public void Nothing_else_is_read(string text) => Instant.Read(text).ShouldBeNull();
}
