using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Contracts;

/// <summary>Times exactly as RFC 3339 defines them.</summary>
public sealed class Times
{
    [Theory]
    [InlineData("2020-05-05T10:00:00Z", "2020-05-05T10:00:00.0000000+00:00")]
    [InlineData("2020-05-05t10:00:00z", "2020-05-05T10:00:00.0000000+00:00")]
    [InlineData("2020-05-05T10:00:00.5+01:30", "2020-05-05T08:30:00.5000000+00:00")]
    [InlineData("2020-05-05T10:00:00.123456789123456789-00:00", "2020-05-05T10:00:00.1234567+00:00")]
    [InlineData("2020-05-05T10:00:00-23:59", "2020-05-06T09:59:00.0000000+00:00")]
    [InlineData("1990-12-31T23:59:60Z", "1991-01-01T00:00:00.0000000+00:00")]
    [InlineData("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.0000000+00:00")]
    [InlineData("2012-06-30T23:59:60.9Z", "2012-07-01T00:00:00.9000000+00:00")]
    [InlineData("2020-02-29T00:00:00Z", "2020-02-29T00:00:00.0000000+00:00")]
    [InlineData("9999-12-31T23:59:59-01:00", "9999-12-31T23:59:59.9999999+00:00")]
    [InlineData("0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData("0000-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000+00:00")]
    public void Are_instants(string text, string instant)
    {
        Rfc3339.TryParse(text, out var read).ShouldBeTrue();
        read.ToString("O").ShouldBe(instant);
    }

    [Theory]
    [InlineData("2020-05-05T10:00:00")]
    [InlineData("2020-05-05 10:00:00Z")]
    [InlineData("2020-05-05T10:00Z")]
    [InlineData("2020-05-05T10:00:00.Z")]
    [InlineData("2020-05-05T10:00:00,5Z")]
    [InlineData("2020-05-05T10:00:00+0100")]
    [InlineData("2020-05-05T10:00:00+01")]
    [InlineData("2020-05-05T10:00:00+24:00")]
    [InlineData("2020-05-05T24:00:00Z")]
    [InlineData("2020-05-05T10:60:00Z")]
    [InlineData("2020-05-05T10:00:60Z")]
    [InlineData("2020-05-05T10:00:61Z")]
    [InlineData("2021-02-29T10:00:00Z")]
    [InlineData("2020-13-01T10:00:00Z")]
    [InlineData("2020-00-01T10:00:00Z")]
    [InlineData("20200505T100000Z")]
    [InlineData("2020-05-05T10:00:00Z\n")]
    [InlineData("２020-05-05T10:00:00Z")]
    [InlineData("2020-05-05")]
    [InlineData("")]
    [InlineData(null)]
    public void Are_nothing_else(string? text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();
}
