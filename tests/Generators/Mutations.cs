using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EventPlatform.Contracts;
using EventPlatform.Servers;

namespace EventPlatform.Generators;

/// <summary>The examples of the report types in tests/Data/reports with random changes to bytes or fields.</summary>
internal static class Mutations
{
    /// <summary>The id of each event, unless it was changed.</summary>
    public const string Id = "id-before-mutation";

    private static readonly byte[][] Valid = [.. ReportTypes.ByName.Keys.Select(Example)];

    private static readonly string[] Values =
        ["null", "true", "[]", "{}", "0", "-1", "1e308", "0.1", "\"\"", "\"x\"", "\"2019-11\"", "\"../2019\"", "\"a/b\"", "[null]",
        "{\"name\":1}", "\"\\uffff\"", "123456789012345678901234567890"];

    public static readonly Gen<byte[]> OfBytes =
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 2], Gen.Byte).Array[1, 6], (which, changes) =>
        {
            var bytes = Valid[which].ToList();
            foreach (var (at, kind, value) in changes)
            {
                var index = at % bytes.Count;
                if (kind == 0) bytes[index] = value;
                else if (kind == 1) bytes.RemoveAt(index);
                else bytes.Insert(index, value);
            }

            return bytes.ToArray();
        });

    public static readonly Gen<byte[]> OfFields =
        Gen.Select(
            Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.Int[0, Values.Length - 1]).Array[1, 3], (which, changes) =>
        {
            var cloudEvent = JsonNode.Parse(Valid[which])!;
            foreach (var (at, value) in changes)
            {
                var fields = Fields(cloudEvent).ToList();
                var (parent, name) = fields[at % fields.Count];
                parent[name] = JsonNode.Parse(Values[value]);
            }

            return Encoding.UTF8.GetBytes(cloudEvent.ToJsonString());
        });

    private static byte[] Example(string type)
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(Machine.Repository, "tests/Data/reports", $"{type}.json")))!["sent"]!;
        example["id"] = Id;
        return Encoding.UTF8.GetBytes(example.ToJsonString());
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Fields(JsonNode? node) => node switch
    {
        JsonObject found => found.Select(field => (found, field.Key)).Concat(found.SelectMany(field => Fields(field.Value))),
        JsonArray items => items.SelectMany(Fields),
        _ => [],
    };
}
