namespace EventPlatform.EventStore.Export;

/// <summary>Registers the services and endpoints of export and restore.</summary>
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
