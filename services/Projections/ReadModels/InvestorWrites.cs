using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage;
using static EventPlatform.Projections.ReadModels.PageWrites;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Queues what rounds that began or ended to count add to their investors' totals, or take from them.</summary>
internal sealed class InvestorWrites(Action<string, object[]> queue)
{
    /// <summary>The four decimals that a currency has at most, and what fits 64 bits with them.</summary>
    private const decimal Scale = 10_000;
    private const decimal Most = 900_000_000_000_000;

    private sealed record Change(string Investor, string? Currency, long Position, string Latest, long? Minor, decimal? Amount, int Rounds);

    public void Write(List<FactVersion> begun, List<FactVersion> ended)
    {
        var over = begun.Where(version => version.KnownTo != ReadModel.Open).Concat(ended);
        var changes = begun.SelectMany(version => Of(version, version.KnownFrom, +1)).Concat(over.SelectMany(version => Of(version, version.KnownTo, -1))).ToList();
        if (changes.Count == 0) return;
        queue(
            """
            insert into read_n.investor_changes (investor, currency, position, latest, minor, amount, rounds)
            select * from unnest(?::text[], ?::text[], ?::bigint[], ?::date[], ?::bigint[], ?::numeric[], ?::int[])
            """,
            [
                Column(changes, c => c.Investor), Column(changes, c => c.Currency), Column(changes, c => c.Position), Column(changes, c => c.Latest),
                Column(changes, c => c.Minor), Column(changes, c => c.Amount), Column(changes, c => c.Rounds),
            ]);
    }

    private static IEnumerable<Change> Of(FactVersion version, long position, int sign)
    {
        if (!FactRules.Of(version.Fact.Data).IsCounted(version.Fact) || version.Fact.Investors is not { Count: > 0 } investors) return [];
        var amount = version.Fact.Amount?.Amount;
        var minor = Math.Abs(amount ?? Most) < Most && amount * Scale % 1 == 0 ? (long?)(sign * amount * Scale) : null;
        var latest = Day(version.Fact.On?.Latest, "infinity");
        return investors.Select(investor => new Change(investor, version.Fact.Amount?.Currency, position, latest, minor, minor is null ? sign * amount : null, sign));
    }
}
