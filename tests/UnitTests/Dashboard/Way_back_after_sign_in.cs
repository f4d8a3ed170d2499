using EventPlatform.Dashboard.SignIn;

namespace EventPlatform.UnitTests.Dashboard;

public sealed class Way_back_after_sign_in
{
    [Theory]
    [InlineData("/companies/xpeng?asOf=2020-01-01")]
    [InlineData("/")]
    public void Leads_to_the_page_that_was_asked_for(string path) => SignInForm.SafePath(path).ShouldBe(path);

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\n/elsewhere.example")]
    [InlineData("")]
    [InlineData(null)]
    public void Never_leads_elsewhere(string? path) => SignInForm.SafePath(path).ShouldBe("/");
}
