using EventPlatform.Dashboard;
using EventPlatform.Dashboard.Corrections;
using EventPlatform.Dashboard.Downloads;
using EventPlatform.Dashboard.Layout;
using EventPlatform.Dashboard.Live;
using EventPlatform.Dashboard.Ops;
using EventPlatform.Dashboard.SignIn;
using EventPlatform.Dashboard.Upstream;
using EventPlatform.Hosting;
using EventPlatform.Hosting.Access;

return await PlatformService.RunProgramAsync(args,
    builder =>
    {
        builder.AddServiceDefaults();
        builder.AddAccessPolling();
        builder.AddUpstream();
        builder.AddSignIn();
        builder.AddOperations();
        builder.AddPages();
        builder.Services.AddScoped<Moment>().AddScoped<LiveReading>().AddScoped<CorrectionPosting>().AddSingleton<SharedPages>();
    },
    app =>
    {
        app.UsePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapServiceEndpoints();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignIn();
        app.MapDownloads();
        app.MapLive();
        app.MapOperations();
        app.MapRazorComponents<App>();
    });
