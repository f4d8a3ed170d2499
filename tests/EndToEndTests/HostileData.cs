using System.IO.Compression;
using System.Text;
using System.Text.Json;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Texts that are known to break parsers, from tests/Data/conformance.</summary>
internal static class HostileData
{
    private static readonly string Folder = Path.Combine(Machine.Repository, "tests/Data/conformance");

    /// <summary>The texts of JSONTestSuite: y_ is JSON, n_ is not, and i_ is up to the parser.</summary>
    public static IReadOnlyList<(string Name, byte[] Text)> JsonTexts()
    {
        using var suite = ZipFile.OpenRead(Path.Combine(Folder, "json-parsing.zip"));
        return [.. suite.Entries.Select(entry => (entry.Name, Bytes(entry.Open())))];
    }

    public static IReadOnlyList<string> NaughtyStrings() =>
        JsonSerializer.Deserialize<string[]>(
            Bytes(new GZipStream(File.OpenRead(Path.Combine(Folder, "blns.json.gz")), CompressionMode.Decompress)))!;

    /// <summary>A valid event with this text as the value of an unknown field.</summary>
    public static byte[] AsUnknownField(string id, byte[] text) =>
    [
        .. Encoding.UTF8.GetBytes($$"""{"specversion":"1.0","id":"{{id}}","source":"/feeds/tests","type":"ProductAnnounced","data":{"company":{"name":"A"},"product":"P","milestone":"launch","expected":"2020","unknown":"""),
        .. text,
        .. "}}"u8,
    ];

    private static byte[] Bytes(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
