using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using EventPlatform.Ingestion.Validation;

namespace EventPlatform.UnitTests.Ingestion;

/// <summary>Valid events with bytes or fields changed at random are read or refused, never answered with an exception.</summary>
public sealed class Mutated_events
{
    private static readonly CloudEventReader Reader = new(TimeProvider.System);
    private static readonly byte[][] Valid = [.. Examples.Types.Select(type => Encoding.UTF8.GetBytes(Examples.Of(type.Data).ToJsonString()))];

    private static readonly string[] Values =
        ["null", "true", "[]", "{}", "0", "-1", "1e308", "0.1", "\"\"", "\"x\"", "\"2019-11\"", "\"../2019\"", "\"a/b\"", "[null]", "{\"name\":1}", "\"\\uffff\"", "123456789012345678901234567890"];

    [Fact]
    public void Bytes_changed_at_random() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 2], Gen.Byte).Array[1, 6]).Sample((which, changes) =>
        {
            var bytes = Valid[which].ToList();
            foreach (var (at, kind, value) in changes)
            {
                var index = at % bytes.Count;
                if (kind == 0) bytes[index] = value;
                else if (kind == 1) bytes.RemoveAt(index);
                else bytes.Insert(index, value);
            }

            IsReadOrRefused([.. bytes]);
        }, iter: 20_000);

    [Fact]
    public void Fields_changed_at_random() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Select(Gen.Int[0, 1000], Gen.Int[0, Values.Length - 1]).Array[1, 3]).Sample((which, changes) =>
        {
            var cloudEvent = JsonNode.Parse(Valid[which])!;
            foreach (var (at, value) in changes)
            {
                var fields = Fields(cloudEvent).ToList();
                var (parent, name) = fields[at % fields.Count];
                parent[name] = JsonNode.Parse(Values[value]);
            }

            IsReadOrRefused(Encoding.UTF8.GetBytes(cloudEvent.ToJsonString()));
        }, iter: 20_000);

    private static void IsReadOrRefused(byte[] bytes)
    {
        var read = Reader.Read(new ReadOnlySequence<byte>(bytes));
        (read.Report is null).ShouldBe(read.Problems.Count > 0);
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Fields(JsonNode? node) => node switch
    {
        JsonObject found => found.Select(field => (found, field.Key)).Concat(found.SelectMany(field => Fields(field.Value))),
        JsonArray items => items.SelectMany(Fields),
        _ => [],
    };
}
