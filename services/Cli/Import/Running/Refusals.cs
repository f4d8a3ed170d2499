using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Why rows were refused: the first of them in full, and how often each reason came.</summary>
internal sealed partial class Refusals
{
    private const int Shown = 5;
    private const int MaxReasons = 200;
    private const int MostFrequent = 10;
    private const string Others = "other reasons";

    private readonly Lock turn = new();
    private readonly List<string> first = [];
    private readonly Dictionary<string, Reason> reasons = new(StringComparer.Ordinal);
    private long rows;

    public void Add(string path, long line, IReadOnlyCollection<string> why)
    {
        lock (turn)
        {
            if (++rows <= Shown) first.Add($"{path}, line {line}: {string.Join("; ", why)}");
            foreach (var text in why)
            {
                var pattern = Quoted().Replace(text, "'…'");
                if (reasons.Count >= MaxReasons && !reasons.ContainsKey(pattern)) pattern = Others;
                if (!reasons.TryGetValue(pattern, out var reason)) reasons[pattern] = reason = new Reason();
                reason.Add(Quoted().Match(text).Value);
            }
        }
    }

    /// <summary>Lines for the summary; none where no row was refused.</summary>
    public IReadOnlyList<string> Describe()
    {
        lock (turn)
        {
            if (rows <= Shown) return [.. first];
            var frequent = reasons.OrderByDescending(entry => entry.Value.Count).Take(MostFrequent).Select(entry => $"{entry.Value.Count,12:N0} × {entry.Value.Say(entry.Key)}");
            return [.. first, $"… and {rows - Shown:N0} more; all reasons by how often they came:", .. frequent];
        }
    }

    /// <summary>How often a reason came, and the first values that it came with.</summary>
    private sealed class Reason
    {
        private const int MaxValues = 3;

        private readonly List<string> values = [];
        private bool hasMore;

        public long Count { get; private set; }

        public void Add(string value)
        {
            Count++;
            if (value.Length == 0 || values.Contains(value, StringComparer.Ordinal)) return;
            if (values.Count < MaxValues) values.Add(value);
            else hasMore = true;
        }

        /// <summary>The pattern with the values in place of the first gap.</summary>
        public string Say(string pattern) =>
            values.Count == 0 || pattern == Others ? pattern : Gap().Replace(pattern, _ => $"{string.Join(", ", values)}{(hasMore ? ", …" : "")}", 1);
    }

    // The values of the rows don't make reasons of their own
    [GeneratedRegex("'[^']*'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex("'…'", RegexOptions.None, 1000)]
    private static partial Regex Gap();
}
