using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Values at the limits of JSON, PostgreSQL or decimal.</summary>
public sealed class Hard_values
{
    [Theory]
    [InlineData("Second of two tranches", "/data/remark")]
    [InlineData("acme-series-b@2", "/id")]
    [InlineData("https://feeds.example/press", "/source")]
    [InlineData("Acme Robotics GmbH", "/data/company/name")]
    [InlineData("EUR", "/data/amount/currency")]
    [InlineData("around February 2020", "/data/on/wording")]
    [InlineData("aFieldOfTomorrow", "")]
    public void Half_a_surrogate_pair_is_named(string replaced, string pointer)
    {
        var json = Examples.Of(nameof(FundingRaised)).ToJsonString().Replace($"\"{replaced}\"", "\"\\ud800\"", StringComparison.Ordinal);

        Examples.Read(json).Problems.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);
    }

    [Theory]
    [InlineData("0.10000000000000000000000000000000000001", "0.10000000000000000000000000000000000002")]
    [InlineData("1e-40", "2e-40")]
    [InlineData("123456789012345678901234567890123", "123456789012345678901234567890124")]
    public void Numbers_that_differ_stay_different(string one, string other) => Canonical(one).ShouldNotBe(Canonical(other));

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0.0", "0")]
    [InlineData("1e2", "100")]
    [InlineData("1200e-2", "12")]
    [InlineData("0.050", "0.05")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("10e-40", "1E-39")]
    public void A_number_has_one_form(string number, string form) => Canonical(number).ShouldBe(form);

    [Theory]
    [InlineData("1e200000")]
    [InlineData("1e99999999999999999999")]
    [InlineData("-1e-301")]
    public void A_number_beyond_all_measure_is_refused_even_in_an_unknown_field(string number)
    {
        var json = Examples.Of(nameof(FundingRaised)).ToJsonString()
            .Replace("\"data\":{", $"\"data\":{{\"unknown\":[{number}],", StringComparison.Ordinal);

        Examples.Read(json).Problems.ShouldHaveSingleItem().Pointer.ShouldBe("/data/unknown/0");
    }

    [Theory]
    [InlineData("7e28")]
    [InlineData("1e18")]
    public void An_amount_that_could_not_be_added_up_is_refused(string amount) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/amount/amount", JsonNode.Parse(amount)))
            .ShouldBe(["/data/amount/amount"]);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"x\"")]
    public void Data_of_another_shape_is_named(string data) =>
        Examples.WrongAfter(nameof(FundingRaised), example => example["data"] = JsonNode.Parse(data)).ShouldBe(["/data"]);

    [Fact]
    public void A_date_may_come_as_an_object_without_wording() =>
        Examples.WrongAfter(nameof(FundingRaised), example => example.Set("/data/on", new JsonObject { ["date"] = "2020" }))
            .ShouldBeEmpty();

    private static string Canonical(string json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var document = JsonDocument.Parse(json);
        using (var writer = new Utf8JsonWriter(buffer)) CanonicalJson.Write(writer, document.RootElement);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
