namespace EventPlatform.Screenshots;

/// <param name="Address">Address of the dashboard.</param>
/// <param name="Key">Key of an operator, to see every page.</param>
/// <param name="Folder">Folder for the screenshots.</param>
/// <param name="Only">Names of pages; empty for all.</param>
internal sealed record ScreenshotOptions(Uri Address, string Key, string Folder, IReadOnlyList<string> Only)
{
    public const string Usage =
        """
        Usage: Screenshots [--env .data/local.env] [FOLDER [PAGE...]]
        Signs in to a running installation, writes pictures of its pages to FOLDER (docs/images unless given), 1280 and 390 px wide, light
        and dark, and prints what each page costs. --env names what deploy/up wrote: DASHBOARD_URL and OPS_KEY are read from it unless they
        are set.
        """;

    /// <summary>Null if the arguments do not match <see cref="Usage"/>.</summary>
    public static ScreenshotOptions? Parse(IReadOnlyList<string> arguments)
    {
        var (file, rest) = arguments is ["--env", var named, ..]
            ? (named, arguments.Skip(2).ToList())
            : (".data/local.env", [.. arguments]);
        if (rest.Any(argument => argument.StartsWith('-'))) return null;
        var kept = File.Exists(file) ? Read(file) : [];
        if (!Uri.TryCreate(Of("DASHBOARD_URL"), UriKind.Absolute, out var address) || Of("OPS_KEY") is not { } key) return null;
        return new(address, key, rest.FirstOrDefault() ?? "docs/images", [.. rest.Skip(1)]);

        string? Of(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } set ? set : kept.GetValueOrDefault(name);
    }

    private static Dictionary<string, string> Read(string file) => File.ReadLines(file).Select(line => line.Split('=', 2))
        .Where(line => line.Length == 2).ToDictionary(line => line[0].Trim(), line => line[1].Trim('\'', '"', ' '), StringComparer.Ordinal);
}
