using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Returns the changes of investors' totals by rounds that began or ceased to count.</summary>
internal static class InvestorRows
{
    /// <summary>A currency has at most four decimals. <see cref="Most"/> is the largest amount that fits into 64 bits with them.</summary>
    private const decimal Scale = 10_000;
    private const decimal Most = 900_000_000_000_000;

    public static IEnumerable<InvestorChangeRow> Of(List<FactVersion> begun, List<FactVersion> ended)
    {
        var over = begun.Where(version => version.KnownTo != ReadModel.Open).Concat(ended);
        return begun.SelectMany(version => Of(version, version.KnownFrom, +1))
            .Concat(over.SelectMany(version => Of(version, version.KnownTo, -1)));
    }

    private static IEnumerable<InvestorChangeRow> Of(FactVersion version, long position, int sign)
    {
        if (!FactRules.Of(version.Fact.Data).IsCounted(version.Fact) || version.Fact.Investors is not { Count: > 0 } investors) return [];
        var amount = version.Fact.Amount?.Amount;
        var minor = Math.Abs(amount ?? Most) < Most && amount * Scale % 1 == 0 ? (long?)(sign * amount * Scale) : null;
        var latest = Day.Latest(version.Fact.On);
        return investors.Select(investor => new InvestorChangeRow(
            investor, version.Fact.Amount?.Currency, latest, sign, position, minor, minor is null ? sign * amount : null));
    }
}
