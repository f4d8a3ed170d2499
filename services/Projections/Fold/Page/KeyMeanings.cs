using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>
/// The companies that each key means in the course of a page, and the sources whose rank may change. The identity of the page is folded
/// ahead, on a copy, so that everything that the page can touch is loaded before it is folded.
/// </summary>
internal sealed class KeyMeanings
{
    private readonly PageContext before;
    private readonly Dictionary<string, HashSet<string>> moved = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> targets;

    /// <param name="mayMove">False if the page cannot make any key mean another company.</param>
    public KeyMeanings(IReadOnlyList<(long Position, IReport Report)> page, PageContext before, bool mayMove)
    {
        this.before = before;
        var sent = page.Select(one => one.Report.Data).ToList();
        Prefixes = [.. sent.OfType<FeedDeclared>().SelectMany(declared => before.Trusts.PrefixesMovedBy(declared))
            .Distinct(StringComparer.Ordinal)];
        targets = sent.OfType<CompanyReassigned>().ToLookup(one => one.Key, one => one.To, StringComparer.Ordinal);
        if (!mayMove) return;
        var declared = before.Reassignments.Copy();
        var ahead = before.Companies.Ahead(declared);
        var copy = before with { Companies = ahead, Reassignments = declared, Identifiers = new(before.Identifiers) };
        var changes = new IdentityChanges(copy);
        foreach (var (position, report) in page)
        {
            foreach (var key in changes.Apply(position, report, report.Data.Parties))
            {
                if (!moved.TryGetValue(key, out var companies)) moved[key] = companies = [before.Companies.Resolve(key)];
                companies.Add(ahead.Resolve(key));
            }
        }
    }

    /// <summary>The prefixes of feeds whose declaration the page changes.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>The companies, as of before the page, that some reports name by a key that means another company after it.</summary>
    public IReadOnlyList<string> Left =>
        [.. moved.Keys.Where(before.Companies.WasSeen).Concat(Reassigned.SelectMany(key => before.Reassignments.TargetsOf(key).Append(key)))
            .Select(before.Companies.Resolve).Distinct(StringComparer.Ordinal)];

    /// <summary>The keys that come to mean another company in the course of the page, at least in some reports.</summary>
    public IEnumerable<string> Moved => moved.Keys.Concat(Reassigned);

    private IEnumerable<string> Reassigned => targets.Select(declared => declared.Key);

    /// <summary>Returns all companies that a record means by a key in the course of the page.</summary>
    public IEnumerable<string> Of(RecordId record, string key) =>
        targets[key].Append(before.Means(record, key)).Distinct(StringComparer.Ordinal).SelectMany(OfMeant)
            .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Returns the keys about which a page declares something, or to which it gives an identifier that another key also has.
    /// </summary>
    public static List<string> KeysThatMayMove(IReadOnlyList<(long Position, IReport Report)> page, PageContext before)
    {
        var declared = page.Select(sent => sent.Report.Data).OfType<IdentityDeclared>()
            .Where(one => one is not CandidateDismissed).ToList();
        var meant = declared.OfType<CompanyReassigned>().ToLookup(one => one.Key, one => one.To, StringComparer.Ordinal);
        var given = page.SelectMany(sent => Identifiers.In(sent.Report.Data.Parties).SelectMany(found =>
            meant[found.Key].Append(before.Means(RecordId.OfWords(sent.Report), found.Key)).Select(key => (found.Identifier, Key: key))))
                .Distinct();
        var joining = given.GroupBy(found => found.Identifier, found => found.Key, StringComparer.Ordinal).SelectMany(found =>
        {
            var had = before.Identifiers.Of(found.Key).Select(before.Companies.Means).ToHashSet(StringComparer.Ordinal);
            var keys = found.Union(had, StringComparer.Ordinal).ToList();
            return keys.Count > Math.Max(1, had.Count) ? keys : [];
        });
        return [.. declared.SelectMany(one => one.Keys.Select(named => named.Key)).Concat(joining).Distinct(StringComparer.Ordinal)];
    }

    private IReadOnlyCollection<string> OfMeant(string key) =>
        moved.TryGetValue(key, out var companies) ? companies : [before.Companies.Resolve(key)];
}
