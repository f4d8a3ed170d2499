using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Ingestion.Validation;

/// <summary>
/// The context attributes of one CloudEvents event and the platform's extension attributes. Each is checked when it is read.
/// </summary>
internal sealed class EventAttributes
{
    public static readonly string KnownTypes = $"must be one of {string.Join(", ", ReportTypes.ByName.Keys)}";
    private const int MaxLength = 256;

    private readonly JsonElement root;

    public EventAttributes(JsonElement root)
    {
        this.root = root;
        if (Text("specversion") is not "1.0") Add("specversion", "must be \"1.0\"");
        RecordKey = Text("recordkey");
        PartitionKey = Text("partitionkey");
        Release = Text("release");
        Sequence = root.TryGetProperty("sequence", out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt64(out var value)
            ? value.ToString(CultureInfo.InvariantCulture)
            : Text("sequence");
        Time = Text("time");
        if (Time is not null && !Rfc3339.TryParse(Time, out _)) Add("time", Rfc3339.Expected);
        if (Text("datacontenttype") is { } media && !IsJson(media)) Add("datacontenttype", "must be application/json or absent");
        if (root.TryGetProperty("data_base64", out _)) Add("data_base64", "is not supported: send JSON in data");
        if (root.TryGetProperty("dataref", out _)) Add("dataref", "is not supported: send the data itself");
        Others = OtherAttributes.Read(root, Problems);
    }

    public List<Problem> Problems { get; } = [];

    /// <summary>The time as sent.</summary>
    public string? Time { get; }

    public string? RecordKey { get; }

    public string? PartitionKey { get; }

    public string? Sequence { get; }

    public string? Release { get; }

    /// <summary>All attributes without a property of their own, as sent.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Others { get; }

    public string? Id() => Required("id");

    public string? Source()
    {
        var source = Required("source");
        if (source is not null && !Uri.IsWellFormedUriString(source, UriKind.RelativeOrAbsolute))
            Add("source", "must be a URI reference such as //feeds.example/press or /feeds/press");
        return source;
    }

    public Type? Type()
    {
        if (Required("type") is not { } name) return null;
        if (ReportTypes.ByName.TryGetValue(name, out var type)) return type;
        Add("type", KnownTypes);
        return null;
    }

    /// <summary>True for a media type of the form <c>*/json</c> or <c>*/*+json</c>.</summary>
    public static bool IsJson(string media) => MediaTypeHeaderValue.TryParse(media, out var parsed) && parsed.MediaType is { } type
        && (type.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    private string? Required(string name)
    {
        if (root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null) return Text(name);
        Add(name, "is required");
        return null;
    }

    private string? Text(string name)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString()!.Normalize() is { Length: > 0 and <= MaxLength } text)
        {
            if (OtherAttributes.Disallowed(text) is not { } disallowed) return text;
            Add(name, disallowed);
            return null;
        }

        Add(name, $"must be a string of 1 to {MaxLength} characters");
        return null;
    }

    private void Add(string name, string message) => Problems.Add(new Problem("/" + name, message));
}
