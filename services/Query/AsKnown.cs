using System.Globalization;
using EventPlatform.Storage;

namespace EventPlatform.Query;

/// <summary>What was known by the log up to a position, of the world up to a day, as SQL: conditions on fact versions <c>f</c>, on links <c>l</c> and on names <c>n</c>.</summary>
/// <param name="Position">Of the log.</param>
/// <param name="IsNow">True where that is all that the tables have: then the indexes of current facts and the rolled-up totals answer.</param>
/// <param name="AsOf">Facts whose latest day is on or before it; of plants the status in force on it. Null: all.</param>
internal sealed record AsKnown(long Position, bool IsNow, DateOnly? AsOf)
{
    /// <summary>Rounds whose last day is on or after it; null: all.</summary>
    public DateOnly? From { get; init; }

    private static readonly string Life = "array['planned','construction','opened','producing','closed','cancelled']";

    /// <summary>Versions known then, retracted ones too.</summary>
    public string Versions => KnownThen("f");

    public string Links => KnownThen("l");

    /// <summary>Names <c>n</c> of the keys that were meant then.</summary>
    public string Names => KnownThen("n");

    /// <summary>Facts dated up to the day; plants have <see cref="FactsInForce"/>.</summary>
    public string UpToDay => AsOf is null ? "true" : $"f.latest <= {Day}";

    /// <summary>Facts known then and not retracted.</summary>
    public string Facts => $"{Versions} and f.state <> 'retracted'";

    /// <summary>Versions of rounds that totals count, whenever they were known.</summary>
    public const string Rounds = "f.type = 'FundingRaised' and f.state <> 'retracted' and f.status in ('announced', 'completed')";

    /// <summary>Rounds that totals count, with their last day in the period from <see cref="From"/> to <see cref="AsOf"/>.</summary>
    public string CountedRounds => $"{Rounds} and {Versions}{InPeriod}";

    /// <summary>Changes <c>f</c> of investors' totals up to then, of such rounds.</summary>
    public string InvestorChanges => $"f.position <= {Position}{InPeriod}";

    private string InPeriod =>
        $"{(AsOf is null ? "" : $" and f.latest <= {Day}")}{(From is { } from ? $" and f.latest >= {Of(from)} and f.latest < 'infinity'" : "")}";

    /// <summary>Facts with the status in force and the day since when (the first day of an open date): now the headline's, else of the milestones up to the day.</summary>
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
