using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>
/// A value in steps, always in this order: the first of <c>from</c> that is there, without <c>strip</c>, with <c>replace</c>, cut by <c>pattern</c>, looked up in <c>table</c>, read
/// <c>as</c> a number, date, country or place. What a step cannot do is decided by <c>else</c>; where there is nothing, <c>default</c> steps in.
/// </summary>
internal sealed class Value : Expression
{
    public required IReadOnlyList<Expression> From { get; init; }

    public IReadOnlyList<Replacement> Replace { get; init; } = [];

    public Regex? Pattern { get; init; }

    public ValueTable? Table { get; init; }

    public IReading? As { get; init; }

    public Otherwise Else { get; init; } = Otherwise.Refuse;

    public Expression? Default { get; init; }

    public override bool GivesDate => As is DateReading;

    public override IEnumerable<string> Columns => From.SelectMany(source => source.Columns);

    public override string? Evaluate(Scope scope, string pointer) => Steps(scope, pointer) ?? Default?.Evaluate(scope, pointer);

    private string? Steps(Scope scope, string pointer)
    {
        var (text, isDate) = From.Select(source => (source.Evaluate(scope, pointer), source.GivesDate)).FirstOrDefault(found => found.Item1 is not null);
        if (text is null) return null;
        try
        {
            if (Replaced(text) is not { } replaced) return null;
            if (Match(replaced) is not { } matched) return Failed(scope, pointer, $"{Said(replaced)} {NoValue.AsValue(replaced) ?? $"does not match the pattern {Pattern}"}", NoValue.AsValue(replaced) is not null);
            (isDate, text) = (isDate && matched == text, matched);
        }
        catch (RegexMatchTimeoutException)
        {
            scope.Refuse(pointer, $"{Said(text)} takes too long to compare with a pattern");
            return null;
        }

        if (Table is not null)
        {
            if (Table.Find(text) is { } entry) text = entry.Evaluate(scope, pointer);
            else if (Else.Kind != OtherwiseKind.Keep) return Failed(scope, pointer, $"{Said(text)} {NoValue.AsValue(text) ?? $"is not in {Table.Name}"}", NoValue.AsValue(text) is not null);
            if (string.IsNullOrEmpty(text)) return null;
        }

        // What a value read as a date is not read again
        if (As is null || (As is DateReading && isDate && Table is null)) return text;
        var reading = As is NumberReading { Currency: null } number ? number with { Currency = scope.Currency } : As;
        return reading.TryRead(text, out var read) ? read : Failed(scope, pointer, $"{Said(text)} {NoValue.AsValue(text) ?? reading.Problem(text)}", isDamaged: NoValue.AsValue(text) is not null);
    }

    private string Said(string text) => $"'{text}'{InColumns()}";

    /// <summary>Null where nothing is left.</summary>
    private string? Replaced(string text) => Replace.Count == 0 ? text
        : Whitespace.Collapse(Replace.Aggregate(text, (rest, replacement) => replacement.In(rest))) is { Length: > 0 } left ? left : null;

    private string? Match(string text) => Pattern is null ? text : Pattern.Match(text) is { Success: true } match ? match.Groups[match.Groups.Count > 1 ? 1 : 0].Value.Trim() : null;

    /// <param name="isDamaged">A spreadsheet's error is no reason to leave a row out.</param>
    private string? Failed(Scope scope, string pointer, string why, bool isDamaged = false)
    {
        switch (Else.Kind)
        {
            case OtherwiseKind.Skip when !isDamaged: scope.Skipped ??= $"{pointer}: {why}"; return null;
            case OtherwiseKind.None: return null;
            case OtherwiseKind.Text: return Else.Text!.Evaluate(scope, pointer);
            default: scope.Refuse(pointer, why); return null;
        }
    }
}

/// <summary>What is done with a text that a step cannot use: refuse the row, skip it, do without the value, keep the text (tables only), or another text.</summary>
internal sealed record Otherwise(OtherwiseKind Kind, Expression? Text = null)
{
    public static readonly Otherwise Refuse = new(OtherwiseKind.Refuse);
}

internal enum OtherwiseKind { Refuse, Skip, None, Keep, Text }
