using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;

namespace EventPlatform.Ingestion;

/// <summary>
/// CloudEvents' binary content mode: attributes in <c>ce-*</c> headers, percent-encoded, and the data as the body
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md, section 3.1).
/// </summary>
internal static class BinaryMode
{
    public const string MediaType = "application/json";
    private const string Prefix = "ce-";

    public static bool IsUsedBy(HttpRequest request) => request.Headers.Keys.Any(IsAttribute);

    /// <summary>
    /// Returns the attributes as an event in structured mode has them, without data. The caller must dispose the document.
    /// </summary>
    public static JsonDocument ReadAttributes(HttpRequest request, List<Problem> problems)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("datacontenttype", request.ContentType);
            foreach (var (header, values) in request.Headers.Where(header => IsAttribute(header.Key)))
            {
                var name = header[Prefix.Length..].ToLowerInvariant();
                if (Wrong(name, values.Count) is { } wrong) problems.Add(Problem(name, wrong));
                else if (Decode(values.ToString(), out var value) is { } undecodable) problems.Add(Problem(name, undecodable));
                else writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private static bool IsAttribute(string header) => header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    private static Problem Problem(string name, string message) => new($"/{JsonPointer.Escape(name)}", message);

    private static string? Wrong(string name, int count) => (name, count) switch
    {
        ("datacontenttype", _) => "is the Content-Type header in binary mode: leave ce-datacontenttype out",
        ("data", _) => "is the body in binary mode: leave ce-data out",
        (_, > 1) => $"must be sent once: there are {count} headers ce-{name}",
        _ => null,
    };

    /// <summary>Returns what is wrong with a header's value, if anything.</summary>
    private static string? Decode(string header, out string value)
    {
        value = "";
        if (Unquote(header) is not { } text) return "must end with the quote that it begins with";
        var bytes = new ArrayBufferWriter<byte>(text.Length + 1);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '%')
            {
                if (text[at] is < ' ' or > '~') return "must have every character that is not printable ASCII percent-encoded";
                bytes.Write([(byte)text[at]]);
            }
            else if (at + 2 < text.Length
                && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                bytes.Write([octet]);
                at += 2;
            }
            else
            {
                return "must have two hexadecimal digits after each %: a percent sign itself is %25";
            }
        }

        if (!Utf8.IsValid(bytes.WrittenSpan)) return "must be valid UTF-8 when it is percent-decoded";
        value = Encoding.UTF8.GetString(bytes.WrittenSpan);
        return null;
    }

    /// <summary>Removes the quotes and backslashes of quoted strings (RFC 7230, section 3.2.6); null if a string does not end.</summary>
    private static string? Unquote(string header)
    {
        if (!header.Contains('"', StringComparison.Ordinal)) return header;
        var text = new StringBuilder(header.Length);
        var isQuoted = false;
        for (var at = 0; at < header.Length; at++)
        {
            if (header[at] == '"') isQuoted = !isQuoted;
            else if (isQuoted && header[at] == '\\' && at + 1 < header.Length) text.Append(header[++at]);
            else text.Append(header[at]);
        }

        return isQuoted ? null : text.ToString();
    }
}
