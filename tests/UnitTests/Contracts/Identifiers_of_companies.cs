using EventPlatform.Contracts;
using EventPlatform.UnitTests.Ingestion;

namespace EventPlatform.UnitTests.Contracts;

public sealed class Identifiers_of_companies
{
    [Theory]
    [InlineData("5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12")]
    [InlineData("5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12")]
    [InlineData("529900T8BM49AURSDO55", "529900T8BM49AURSDO55")]
    [InlineData("5493001KJTIIGC8Y1R13", null)]
    [InlineData("00000000000000000000", null)]
    [InlineData("5493001KJTIIGC8Y1R1", null)]
    [InlineData("5493001KJTIIGC8Y1R1２", null)]
    [InlineData("N/A", null)]
    public void A_LEI_has_check_digits_that_fit(string sent, string? lei) => Identifier.Lei(sent).ShouldBe(lei);

    [Theory]
    [InlineData("320193", "320193")]
    [InlineData("0000320193", "320193")]
    [InlineData("CIK0000320193", "320193")]
    [InlineData("cik 320193", "320193")]
    [InlineData("0", null)]
    [InlineData("0000000000", null)]
    [InlineData("12345678901", null)]
    [InlineData("CIK", null)]
    [InlineData("None", null)]
    [InlineData("-5", null)]
    [InlineData("３２", null)]
    public void A_CIK_is_a_number(string sent, string? cik) => Identifier.Cik(sent).ShouldBe(cik);

    [Theory]
    [InlineData("acme.com", "acme.com")]
    [InlineData("https://www.Acme.com/", "acme.com")]
    [InlineData("http://acme.com:8080/", "acme.com")]
    [InlineData("//acme.com.", "acme.com")]
    [InlineData("shop.acme.co.uk", "shop.acme.co.uk")]
    [InlineData("acme.github.io", "acme.github.io")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("公司.公司.cn", "xn--55qx5d.xn--55qx5d.cn")]
    [InlineData("city.kobe.jp", "city.kobe.jp")]
    [InlineData("www.com", "www.com")]
    [InlineData("a.kobe.jp", null)]
    [InlineData("com", null)]
    [InlineData("co.uk", null)]
    [InlineData("www.co.uk", "www.co.uk")]
    [InlineData("github.io", null)]
    [InlineData("公司.cn", null)]
    [InlineData("http://", null)]
    [InlineData("", null)]
    [InlineData("null", null)]
    [InlineData("n/a", null)]
    [InlineData("facebook.com/acme", null)]
    [InlineData("https://acme.com/?ref=1", null)]
    [InlineData("acme.com#top", null)]
    [InlineData("acme.com//", null)]
    [InlineData("info@acme.com", null)]
    [InlineData("mailto:info@acme.com", null)]
    [InlineData("localhost", null)]
    [InlineData("acme.localhost", null)]
    [InlineData("printer.local", null)]
    [InlineData("192.168.0.1", null)]
    [InlineData("http://[2001:db8::1]/", null)]
    [InlineData("acme_robotics.com", null)]
    [InlineData("acme..com", null)]
    [InlineData(".acme.com", null)]
    [InlineData("-acme.com", null)]
    [InlineData("acme .com", null)]
    [InlineData("acme.com:port", null)]
    [InlineData("Acme Inc.", null)]
    public void A_domain_is_a_host_name_that_can_be_registered(string sent, string? domain) => Identifier.Domain(sent).ShouldBe(domain);

    [Theory]
    [InlineData("/data/company/lei", "N/A")]
    [InlineData("/data/company/cik", "None")]
    [InlineData("/data/company/domain", "null")]
    [InlineData("/data/company/domain", "")]
    [InlineData("/data/company/domain", "-")]
    [InlineData("/data/company/lei", "00000000000000000000")]
    [InlineData("/data/company/ticker", "n/a")]
    [InlineData("/data/company/ticker", "NULL")]
    [InlineData("/data/investors/0/party/domain", "unknown")]
    public void A_word_for_nothing_is_refused_and_to_be_left_out(string pointer, string value) =>
        Wrong(pointer, value).ShouldContain("leave it out");

    [Theory]
    [InlineData("/data/company/lei", "5493001KJTIIGC8Y1R13", "ISO 17442")]
    [InlineData("/data/company/cik", "12a", "1 to 10 digits")]
    [InlineData("/data/company/domain", "facebook.com/acme", "path")]
    [InlineData("/data/investors/1/party/cik", "0x1", "1 to 10 digits")]
    public void An_invalid_identifier_is_refused_with_the_expected_form(string pointer, string value, string expected) =>
        Wrong(pointer, value).ShouldContain(expected);

    [Theory]
    [InlineData("/data/company/cik", "CIK0000320193")]
    [InlineData("/data/company/domain", "https://www.acme.com/")]
    [InlineData("/data/company/ticker", "NA")]
    public void An_identifier_is_kept_as_sent(string pointer, string value)
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set(pointer, value);

        ((string?)System.Text.Json.Nodes.JsonNode.Parse(Examples.Read(example).Report!.Document)!.At(pointer)).ShouldBe(value);
    }

    private static string Wrong(string pointer, string value)
    {
        var example = Examples.Of(nameof(FundingRaised));
        example.Set(pointer, value);
        var problem = Examples.Read(example).Problems.ShouldHaveSingleItem();
        problem.Pointer.ShouldBe(pointer);
        return problem.Message;
    }
}
