using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace EventPlatform.Dashboard.SignIn;

internal static class SignInEndpoints
{
    public static void MapSignIn(this WebApplication app)
    {
        app.MapPost("/sign-out", async (HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            await http.SignOutAsync();
            return Results.LocalRedirect(SignInSetup.Path);
        });
        if (!OpenIdConnect.IsConfigured(app.Configuration)) return;
        app.MapGet(OpenIdConnect.StartPath, (string? returnTo) => Results.Challenge(
            new() { RedirectUri = SignInForm.SafePath(returnTo) }, [OpenIdConnectDefaults.AuthenticationScheme])).AllowAnonymous();
    }
}
