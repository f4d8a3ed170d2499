using EventPlatform.Contracts;

namespace EventPlatform.Query.Promises;

/// <summary>
/// The outcome of a promise. A promise that was met is <c>kept</c>, or <c>late</c> if it was met after its last day. Another is
/// <c>open</c> before that day, and then <c>missed</c>.
/// </summary>
internal enum PromiseState { Open, Kept, Late, Missed }

/// <summary>An actual fact, or a plant's milestone, that may meet a promise.</summary>
internal sealed record Deed(Guid FactId, PartialDate On)
{
    /// <summary>CloudEvents sources that report it.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
}

/// <param name="DaysLate">Null unless late.</param>
/// <param name="MetBy">Null if nothing has met it yet.</param>
internal sealed record Outcome(PromiseState State, int? DaysLate, Deed? MetBy)
{
    /// <summary>Judges a promise by docs/facts.md, R48. Pure.</summary>
    /// <param name="due">The promised date.</param>
    /// <param name="deeds">Everything that could meet it.</param>
    public static Outcome Of(PartialDate due, IEnumerable<Deed> deeds, DateOnly asOf)
    {
        if (due.Latest is not { } latest) return new(PromiseState.Open, null, null);
        var met = deeds.Where(deed => deed.On.Latest <= asOf).MinBy(deed => deed.On.Earliest ?? DateOnly.MinValue);
        if (met is null) return new(asOf < latest ? PromiseState.Open : PromiseState.Missed, null, null);
        var late = (met.On.Earliest ?? DateOnly.MinValue).DayNumber - latest.DayNumber;
        return late <= 0 ? new(PromiseState.Kept, null, met) : new(PromiseState.Late, late, met);
    }
}
