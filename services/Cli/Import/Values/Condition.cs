using System.Globalization;
using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Something that is so in a row, or isn't.</summary>
internal abstract class Condition
{
    public abstract bool Holds(Scope scope, string pointer);
}

/// <summary>The text is there; with <c>is</c> one of some, with <c>matches</c> of a pattern, with <c>above</c> or <c>below</c> such a number.</summary>
internal sealed class TextCondition(Expression text) : Condition
{
    public IReadOnlyList<string>? Is { get; init; }

    public Regex? Matches { get; init; }

    public decimal? Above { get; init; }

    public decimal? Below { get; init; }

    public override bool Holds(Scope scope, string pointer) => text.Evaluate(scope, pointer) is { } value
        && (Is is null || Is.Any(one => AreEqual(one, value)))
        && (Matches is null || Matches.IsMatch(value))
        && (Above is null || Number(value) > Above)
        && (Below is null || Number(value) < Below);

    private static bool AreEqual(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase) || (Number(one) is { } a && Number(other) is { } b && a == b);

    private static decimal? Number(string text) =>
        NumberReading.Plain.TryRead(text, out var read) ? decimal.Parse(read, CultureInfo.InvariantCulture) : null;
}

internal sealed class NotCondition(Condition condition) : Condition
{
    public override bool Holds(Scope scope, string pointer) => !condition.Holds(scope, pointer);
}

internal sealed class AllCondition(IReadOnlyList<Condition> conditions) : Condition
{
    public override bool Holds(Scope scope, string pointer) => conditions.All(condition => condition.Holds(scope, pointer));
}

internal sealed class AnyCondition(IReadOnlyList<Condition> conditions) : Condition
{
    public override bool Holds(Scope scope, string pointer) => conditions.Any(condition => condition.Holds(scope, pointer));
}
