namespace EventPlatform.Contracts.Validation;

/// <summary>JSON Pointer, RFC 6901.</summary>
public static class JsonPointer
{
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
