using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The companies of a log: each has a canonical key and all of its keys.</summary>
internal sealed class Identity
{
    private readonly IReadOnlyList<CompanyReassigned> reassigned;
    private readonly List<string> seen = [];
    private readonly List<(string Identifier, string Key)> came = [];
    private List<Company> companies = [];
    private List<Apart> apart;

    private Identity(IEnumerable<IReport> log, IEnumerable<Apart> pairs) =>
        (reassigned, apart) = ([.. log.Select(report => report.Data).OfType<CompanyReassigned>()], [.. pairs]);

    /// <summary>All keys that the log names.</summary>
    public IReadOnlyList<string> Keys => seen;

    public string Canonical(string key) => CompanyOf(key).Canonical;

    /// <summary>Returns the canonical key of the company that a report means.</summary>
    public string Canonical(IReport report, Named named) => Canonical(Meant(report, named));

    /// <summary>Returns the key that a report means (R18).</summary>
    public string Meant(IReport report, Named named)
    {
        var ofKey = reassigned.Where(declared => declared.Key == Naming.Key(named)).ToList();
        var declared = ofKey.LastOrDefault(declared =>
            declared.Records?.Any(record => record.Source == report.Source && record.Record == Record.Of(report).Record) == true)
            ?? ofKey.Where(declared => declared.Source is { } source
                && (report.Source == source || report.Source.StartsWith(source + "/", StringComparison.Ordinal)))
                .OrderBy(declared => declared.Source!.Length).LastOrDefault();
        return declared?.To ?? Naming.Key(named);
    }

    public static Identity Of(IReadOnlyList<IReport> log)
    {
        var pairs = new List<Apart>();
        foreach (var (index, report) in log.Index())
        {
            if (report.Data is not CompaniesSplit split) continue;
            var whole = Fold(log.Take(index), pairs).CompanyOf(split.Key).Keys;
            var leaving = split.Without.Where(whole.Contains).ToList();
            pairs.AddRange(from key in leaving from other in whole.Except(leaving) select new Apart(key, other, index + 1));
        }

        return Fold(log, pairs);
    }

    private static Identity Fold(IEnumerable<IReport> log, IEnumerable<Apart> pairs)
    {
        var identity = new Identity(log, pairs);
        foreach (var (index, report) in log.Index()) identity.Take(index + 1, report);
        return identity;
    }

    private void Take(int position, IReport report)
    {
        var data = report.Data;
        See(data is CandidateDismissed ? []
            : data is IdentityDeclared declared ? declared.Keys.Select(named => named.Key)
            : Naming.In(data).Select(named => Meant(report, named)));
        foreach (var named in Naming.In(data)) JoinByIdentifiers(Meant(report, named), named);
        if (data is CompanyAliasDeclared alias) Declare(position, alias.Alias, alias.Key);
        if (data is CompaniesMerged merged) Declare(position, merged.From, merged.Into);
    }

    private void See(IEnumerable<string> keys)
    {
        foreach (var key in keys.Distinct().Except(seen).Order(StringComparer.Ordinal).ToList())
        {
            seen.Add(key);
            companies.Add(new(key, [key]));
        }
    }

    private void JoinByIdentifiers(string key, Named named)
    {
        foreach (var identifier in Naming.Identifiers(named))
        {
            foreach (var other in came.Where(one => one.Identifier == identifier && one.Key != key).Select(one => one.Key))
            {
                var older = seen.First(one => one == Canonical(key) || one == Canonical(other));
                if (!Between(key, other).Any()) Join(key, other, older);
            }

            came.Add((identifier, key));
        }
    }

    private void Declare(int position, string from, string into)
    {
        var kept = Between(from, into).ToList();
        if (kept.Any(pair => pair.Split > position)) return;
        apart = [.. apart.Except(kept)];
        Join(from, into, Canonical(into));
    }

    private void Join(string one, string other, string canonical)
    {
        var (a, b) = (CompanyOf(one), CompanyOf(other));
        if (a != b) companies = [.. companies.Except([a, b]), new(canonical, [.. a.Keys, .. b.Keys])];
    }

    private IEnumerable<Apart> Between(string one, string other)
    {
        var (a, b) = (CompanyOf(one), CompanyOf(other));
        return apart.Where(pair => (a.Has(pair.Key) && b.Has(pair.Other)) || (b.Has(pair.Key) && a.Has(pair.Other)));
    }

    private Company CompanyOf(string key) => companies.SingleOrDefault(company => company.Has(key)) ?? new(key, [key]);

    private sealed record Company(string Canonical, IReadOnlyList<string> Keys)
    {
        public bool Has(string key) => Keys.Contains(key);
    }

    /// <summary>Two keys that a split separates, and the position of the split.</summary>
    private sealed record Apart(string Key, string Other, int Split);
}
