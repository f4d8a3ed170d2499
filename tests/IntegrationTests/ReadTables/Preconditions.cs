using System.Net;
using EventPlatform.Contracts;
using EventPlatform.IntegrationTests.Log;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>If-None-Match is evaluated only if the answer would be 200 (RFC 9110, 13.2.1).</summary>
[Trait("Servers", "any")]
public sealed class Preconditions(RunningQuery query) : IClassFixture<RunningQuery>
{
    [Theory]
    [InlineData("/v1/companies/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/companies/nobody/history", HttpStatusCode.NotFound)]
    [InlineData("/v1/investors/nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/facts/00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("/v1/companies/old-conditional", HttpStatusCode.PermanentRedirect)]
    [InlineData("/v1/companies/old-conditional/history", HttpStatusCode.PermanentRedirect)]
    [InlineData("/v1/facts?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/v1/companies/conditional?minPosition=99999999", HttpStatusCode.BadRequest)]
    public async Task Leave_other_answers_as_they_are(string path, HttpStatusCode expected)
    {
        var tag = await TagAsync("/v1/companies/conditional");
        foreach (var had in (string[])["*", tag, $"\"other\", {tag}", tag.Replace("W/", "", StringComparison.Ordinal)])
        {
            using var answer = await query.SendAsync(path, ("If-None-Match", had));
            answer.StatusCode.ShouldBe(expected, had);
            answer.Headers.ETag.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Are_met_by_any_tag_of_a_list_and_compared_weakly()
    {
        var tag = await TagAsync("/v1/companies/conditional");
        foreach (var had in (string[])["*", tag, $"\"other\", {tag}", tag.Replace("W/", "", StringComparison.Ordinal)])
        {
            using var answer = await query.SendAsync("/v1/companies/conditional", ("If-None-Match", had));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotModified, had);
            answer.Headers.ETag!.ToString().ShouldBe(tag);
        }

        using var changed = await query.SendAsync("/v1/companies/conditional", ("If-None-Match", "\"other\""));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Are_not_met_by_the_tag_of_another_question_or_form()
    {
        var tag = await TagAsync("/v1/companies?search=conditional");

        using var other = await query.SendAsync("/v1/companies?search=condition", ("If-None-Match", tag));
        using var csv = await query.SendAsync("/v1/companies?search=conditional", ("If-None-Match", tag), ("Accept", "text/csv"));

        (other.StatusCode, csv.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
    }

    private async Task<string> TagAsync(string path)
    {
        await query.GivenAsync(Reports.Round("conditional", "conditional-1", 1), Reports.Round("old conditional", "conditional-2", 1));
        await query.GivenAsync(Reports.Of(
            new CompaniesMerged { From = "old-conditional", Into = "conditional", Reason = "one" }, "conditional-3", source: "/ops"));
        using var answer = await query.SendAsync(path);
        return answer.Headers.ETag!.ToString();
    }
}
