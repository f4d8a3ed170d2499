using System.Globalization;
using EventPlatform.Storage;

namespace EventPlatform.Query;

/// <summary>
/// SQL conditions for what was known at a position of the log, about the world up to a day: on fact versions <c>f</c>, links <c>l</c>
/// and names <c>n</c>.
/// </summary>
/// <param name="Position">Position in the log.</param>
/// <param name="IsNow">
/// True if it is the newest position of the tables. The indexes of current facts and the rolled-up totals then answer.
/// </param>
/// <param name="AsOf">
/// Facts whose latest day is on or before this day, and plants with their status in force on it. Null: all facts.
/// </param>
internal sealed record AsKnown(long Position, bool IsNow, DateOnly? AsOf)
{
    /// <summary>Rounds whose latest day is on or after this day. Null: all rounds.</summary>
    public DateOnly? From { get; init; }

    private static readonly string Life = "array['planned','construction','opened','producing','closed','cancelled']";

    /// <summary>Versions known then, including retracted ones.</summary>
    public string Versions => KnownThen("f");

    public string Links => KnownThen("l");

    /// <summary>Names <c>n</c> known then.</summary>
    public string Names => KnownThen("n");

    /// <summary>Facts dated up to the day. For plants, use <see cref="FactsInForce"/>.</summary>
    public string UpToDay => AsOf is null ? "true" : $"f.latest <= {Day}";

    /// <summary>Facts known then and not retracted.</summary>
    public string Facts => $"{Versions} and f.state <> 'retracted'";

    /// <summary>Versions of rounds that totals count, at any position.</summary>
    public const string Rounds = "f.type = 'FundingRaised' and f.state <> 'retracted' and f.status in ('announced', 'completed')";

    /// <summary>Rounds that totals count, with their latest day in the period from <see cref="From"/> to <see cref="AsOf"/>.</summary>
    public string CountedRounds => $"{Rounds} and {Versions}{InPeriod}";

    /// <summary>Changes <c>f</c> of investors' totals up to the position, for rounds in the same period.</summary>
    public string InvestorChanges => $"f.position <= {Position}{InPeriod}";

    private string InPeriod =>
        $"{(AsOf is null ? "" : $" and f.latest <= {Day}")}{(From is { } from ? $" and f.latest >= {Of(from)} and f.latest < 'infinity'" : "")}";

    /// <summary>
    /// Facts with their status in force and the day when it began (the first day of an open date). This is the headline's status. For
    /// a plant as of a day, it is the last milestone up to that day.
    /// </summary>
    public string FactsInForce => AsOf is null
        ? "facts f cross join lateral (select f.status as in_force, case when f.latest = 'infinity' then f.earliest else f.latest end as in_force_on) s"
        : $"""
           facts f cross join lateral (
             select f.status as in_force, f.latest as in_force_on where f.type <> 'PlantOpened' and f.latest <= {Day}
             union all
             (select m.status, m.latest from jsonb_to_recordset(f.milestones) m (status text, latest date, contradicted boolean) where m.contradicted is null and f.type = 'PlantOpened' and m.latest <= {Day}
              order by m.latest desc, array_position({Life}, m.status) desc limit 1)) s
           """;

    private string Day => Of(AsOf!.Value);

    private static string Of(DateOnly day) => $"date '{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'";

    private string KnownThen(string alias) => IsNow
        ? $"{alias}.known_to = {ReadModel.Open}"
        : $"{alias}.known_from <= {Position} and {alias}.known_to > {Position}";
}
