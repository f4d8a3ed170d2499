using Microsoft.Extensions.Configuration;

namespace EventPlatform.Hosting.Settings;

/// <summary>Reads settings with several words, separated by commas or blanks.</summary>
internal static class ListSettings
{
    /// <param name="unlessSet">The default, if the setting is missing or empty.</param>
    public static string[] List(this IConfiguration configuration, string name, string unlessSet = "") =>
        (configuration[name] is { Length: > 0 } set ? set : unlessSet)
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
