namespace EventPlatform.EventStore.Export;

/// <summary>What export and restore need, and their endpoints.</summary>
internal static class ExportSlice
{
    public static IServiceCollection AddExport(this IServiceCollection services) =>
        services.AddSingleton<LogExport>().AddSingleton<LogRestore>();

    public static void MapExport(this IEndpointRouteBuilder app)
    {
        app.MapExportedLines();
        app.MapRestore();
    }
}
