namespace EventPlatform.Contracts;

/// <summary>Reads the tables that are embedded in this assembly.</summary>
internal static class Resources
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream($"{typeof(Resources).Namespace}.{name}")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
