using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Something that is so in a row, or isn't.</summary>
internal abstract class Condition
{
    /// <summary>Null if it cannot be evaluated for this row; the scope then has the reasons.</summary>
    public bool? Holds(Scope scope, string pointer)
    {
        var before = scope.Refusals.Count;
        var holds = Test(scope, pointer);
        // A part that could not be evaluated does not matter if the others decide
        if (holds is not null) scope.Refusals.RemoveRange(before, scope.Refusals.Count - before);
        return holds;
    }

    protected abstract bool? Test(Scope scope, string pointer);
}

/// <summary>The text is there; with <c>is</c> one of some, with <c>matches</c> of a pattern, with <c>above</c> or <c>below</c> such a number.</summary>
internal sealed class TextCondition(Expression text) : Condition
{
    private static readonly NumberReading Amounts = NumberReading.Plain with { Currency = NumberReading.AnyCurrency };

    public IReadOnlyList<string>? Is { get; init; }

    public Regex? Matches { get; init; }

    public decimal? Above { get; init; }

    public decimal? Below { get; init; }

    protected override bool? Test(Scope scope, string pointer)
    {
        var before = scope.Refusals.Count;
        var value = text.Evaluate(scope, pointer);
        if (scope.Refusals.Count > before) return null;
        if (value is null) return false;
        if (Is is not null && !Is.Any(one => AreEqual(one, value))) return Unequal(scope, pointer, value);
        if (Matches is not null)
        {
            try
            {
                if (!Matches.IsMatch(value)) return Unequal(scope, pointer, value);
            }
            catch (RegexMatchTimeoutException)
            {
                scope.Refuse(pointer, $"'{value}' takes too long to compare with the pattern {Matches}");
                return null;
            }
        }

        if (Above is null && Below is null) return true;
        if (Number(value) is { } number) return (Above is null || number > Above) && (Below is null || number < Below);
        scope.Refuse(pointer, $"'{value}'{text.InColumns()} is not a number, so it cannot be compared with {Above ?? Below}");
        return null;
    }

    /// <summary>What a damaged cell was equal to nobody can tell.</summary>
    private bool? Unequal(Scope scope, string pointer, string value)
    {
        if (NoValue.AsValue(value) is not { } why) return false;
        scope.Refuse(pointer, $"'{value}'{text.InColumns()} {why}");
        return null;
    }

    private static bool AreEqual(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase) || (Number(one) is { } a && Number(other) is { } b && a == b);

    private static decimal? Number(string text) =>
        Amounts.TryRead(text, out var read) ? decimal.Parse(read, CultureInfo.InvariantCulture) : null;
}

internal sealed class NotCondition(Condition condition) : Condition
{
    protected override bool? Test(Scope scope, string pointer) => !condition.Holds(scope, pointer);
}

internal sealed class AllCondition(IReadOnlyList<Condition> conditions) : Condition
{
    protected override bool? Test(Scope scope, string pointer)
    {
        bool? all = true;
        foreach (var condition in conditions)
        {
            var holds = condition.Holds(scope, pointer);
            if (holds == false) return false;
            all &= holds;
        }

        return all;
    }
}

internal sealed class AnyCondition(IReadOnlyList<Condition> conditions) : Condition
{
    protected override bool? Test(Scope scope, string pointer)
    {
        bool? any = false;
        foreach (var condition in conditions)
        {
            var holds = condition.Holds(scope, pointer);
            if (holds == true) return true;
            any |= holds;
        }

        return any;
    }
}
