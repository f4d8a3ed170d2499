using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Why rows were refused: the first of them in full, and how often each reason came.</summary>
internal sealed partial class Refusals
{
    private const int Shown = 5;
    private const int MaxReasons = 200;
    private const int MostFrequent = 10;

    private readonly Lock turn = new();
    private readonly List<string> first = [];
    private readonly Dictionary<string, long> reasons = new(StringComparer.Ordinal);
    private long rows;

    public void Add(string path, long line, IReadOnlyCollection<string> why)
    {
        lock (turn)
        {
            if (++rows <= Shown) first.Add($"{path}, line {line}: {string.Join("; ", why)}");
            foreach (var reason in why.Select(text => Quoted().Replace(text, "'…'")))
            {
                var known = reasons.Count < MaxReasons || reasons.ContainsKey(reason) ? reason : "other reasons";
                reasons[known] = reasons.GetValueOrDefault(known) + 1;
            }
        }
    }

    /// <summary>Lines for the summary; none where no row was refused.</summary>
    public IReadOnlyList<string> Describe()
    {
        lock (turn)
        {
            if (rows <= Shown) return [.. first];
            var frequent = reasons.OrderByDescending(entry => entry.Value).Take(MostFrequent).Select(entry => $"{entry.Value,12:N0} × {entry.Key}");
            return [.. first, $"… and {rows - Shown:N0} more; all reasons by how often they came:", .. frequent];
        }
    }

    // The values of the rows don't make reasons of their own
    [GeneratedRegex("'[^']*'", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
