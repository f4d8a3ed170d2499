using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventPlatform.EventStore.Erasure;

/// <summary>
/// A person's name as reports may write it: its words in their order with anything between them that is no letter and no digit, in any case. So
/// <c>Jane Doe</c> is also <c>JANE DOE</c> and the key <c>jane-doe</c>.
/// </summary>
internal sealed partial class ErasedName
{
    private const string Put = "erased-person-";
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(5);

    private readonly Regex pattern;

    private ErasedName(IReadOnlyList<string> words)
    {
        LongestWord = words.MaxBy(word => word.Length)!;
        pattern = new(@"(?<![\p{L}\p{N}])" + string.Join(@"[^\p{L}\p{N}]{1,3}", words.Select(Regex.Escape)) + @"(?![\p{L}\p{N}])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchTime);
    }

    /// <summary>Every text with the name has it, in some case.</summary>
    public string LongestWord { get; }

    /// <summary>Null unless it has a word of three letters or more.</summary>
    public static ErasedName? Of(string? name)
    {
        var words = Word().Matches(name ?? "").Select(word => word.Value).ToList();
        return words.Exists(word => word.Length >= 3) ? new(words) : null;
    }

    public bool IsIn(string text) => pattern.IsMatch(text);

    /// <param name="number">Of the erasure: what was one person stays one.</param>
    public string Mask(string text, long number) => pattern.Replace(text, $"{Put}{number}");

    /// <summary>Masks every text in it; names of members stay.</summary>
    public JsonNode? Mask(JsonNode? node, long number)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList()) members[name] = Mask(value?.DeepClone(), number);
                return members;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++) items[index] = Mask(items[index]?.DeepClone(), number);
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(Mask(text, number));
            default:
                return node;
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();
}
