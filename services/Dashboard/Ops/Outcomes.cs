using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace EventPlatform.Dashboard.Ops;

/// <summary>The outcome of an action, for the page that follows.</summary>
/// <param name="Secret">A key that is shown once, and nowhere else.</param>
/// <param name="IsPartial">True if a part of it failed, or is left to do.</param>
internal sealed record Outcome(string Text, string? Secret = null, bool IsPartial = false);

/// <summary>
/// Carries an outcome over the redirect after an action, in a cookie that only the dashboard can read. A reload neither repeats the action
/// nor shows a key again, and no address can forge an outcome.
/// </summary>
internal sealed class Outcomes(IHttpContextAccessor http, IDataProtectionProvider protection)
{
    private const string Cookie = "eventplatform-outcome";
    private const string Path = "/ops";
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector(Cookie).ToTimeLimitedDataProtector();

    public void Keep(Outcome outcome) => http.HttpContext!.Response.Cookies.Append(
        Cookie, protector.Protect(JsonSerializer.Serialize(outcome), Kept),
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.HttpContext.Request.IsHttps, Path = Path, MaxAge = Kept });

    /// <summary>Returns the outcome once; null if nothing was done before.</summary>
    public Outcome? Take()
    {
        var context = http.HttpContext!;
        if (!HttpMethods.IsGet(context.Request.Method) || context.Request.Cookies[Cookie] is not { } kept) return null;
        context.Response.Cookies.Delete(Cookie, new() { Path = Path });
        try
        {
            return JsonSerializer.Deserialize<Outcome>(protector.Unprotect(kept));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null; // too old, or of another key ring
        }
    }
}
