namespace EventPlatform.Dashboard.Layout;

/// <summary>What all pages have in common.</summary>
internal static class PageSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.AddRazorComponents();
        builder.AddPageLimit();
    }

    public static void UsePages(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        app.UsePageHeaders();
        app.UseErrorPage();
        app.UseRateLimiter();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }
}
