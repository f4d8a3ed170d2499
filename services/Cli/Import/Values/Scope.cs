using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Values;

/// <summary>One row while it becomes reports: its values, and why it cannot become one.</summary>
internal sealed class Scope(Row row)
{
    private readonly Dictionary<DefinedName, (string? Value, bool HasGaps, string[] Refusals)> known = new(ReferenceEqualityComparer.Instance);

    public long Line => row.Line;

    /// <summary>Everything that is wrong with the row.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Why the row is to be left out, where it is.</summary>
    public string? Skipped { get; set; }

    /// <summary>True once a text of several values lacked some of them. A key with gaps may be another row's.</summary>
    public bool HasGaps { get; set; }

    /// <summary>True while a record key is read.</summary>
    public bool IsInKey { get; set; }

    /// <summary>The currency of the amount that is read; null outside of amounts of money.</summary>
    public string? Currency { get; set; }

    public string? Item { get; set; }

    public string? ItemNumber { get; set; }

    /// <summary>A cell without the white space around and doubled within it; null where nothing is left.</summary>
    public string? Column(string header, string pointer)
    {
        if ((row as RowGroup)?.Difference(header) is { } difference)
        {
            Refuse(pointer, difference);
            return null;
        }

        if (row.Cell(header) is not { } cell || Whitespace.Collapse(cell) is not { Length: > 0 } value) return null;
        if (!value.Contains(InputEncoding.Unreadable, StringComparison.Ordinal)) return value;
        Refuse(pointer, $"'{header}' has bytes that the file's encoding does not have: is file.encoding right?");
        return null;
    }

    /// <summary>A scope for each row that this one is made of.</summary>
    public IEnumerable<Scope> Members() => row.Members.Select(member => new Scope(member));

    /// <summary>What is wrong with a row that this one is made of is wrong with all of it.</summary>
    public void TakeOver(Scope member)
    {
        Refusals.AddRange(member.Refusals.Select(why => $"{why} (line {member.Line})"));
        Skipped ??= member.Skipped;
    }

    public string? Once(DefinedName name)
    {
        if (known.TryGetValue(name, out var earlier))
        {
            // Each report that needs the value is refused
            Refusals.AddRange(earlier.Refusals);
            HasGaps |= earlier.HasGaps;
            return earlier.Value;
        }

        var (before, gaps, currency, isInKey) = (Refusals.Count, HasGaps, Currency, IsInKey);
        (HasGaps, Currency, IsInKey) = (false, null, false);
        var value = name.Expression.Evaluate(this, $"values/{name.Text}");
        known[name] = (value, HasGaps, [.. Refusals.Skip(before)]);
        (HasGaps, Currency, IsInKey) = (HasGaps || gaps, currency, isInKey);
        return value;
    }

    /// <summary>Why a text cannot be put together with others; null where it can.</summary>
    public string? NoPart(string text) => IsInKey ? NoValue.AsWord(text) : NoValue.AsValue(text);

    public void Refuse(string pointer, string why) => Refusals.Add($"{pointer}: {why}");
}
