using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace EventPlatform.Hosting.Settings;

/// <summary>
/// The settings that <c>deploy/up --servers</c> wrote for a service, so that it starts from an IDE without any. Environment variables win
/// over them. They are read in the environment Development only.
/// </summary>
internal static class DevelopmentSettings
{
    public static void AddDevelopmentSettings(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || Find(builder.Environment.ApplicationName) is not { } file) return;
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = File.ReadLines(file).Select(Read) });
    }

    /// <summary>In <c>.data</c> of the clone that the program was built in.</summary>
    private static string? Find(string service)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, ".data", "run", $"{service.ToLowerInvariant()}.env");
            if (File.Exists(file)) return file;
        }

        return null;
    }

    /// <summary>A line such as <c>Limits__StreamsPerKey='500'</c>.</summary>
    private static KeyValuePair<string, string?> Read(string line)
    {
        var (name, value) = (line[..line.IndexOf('=')], line[(line.IndexOf('=') + 1)..].Trim('\''));
        return new(name == "ASPNETCORE_URLS" ? "urls" : name.Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal), value);
    }
}
