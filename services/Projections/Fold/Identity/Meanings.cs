using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>
/// Which companies each key means in the course of a page, and which sources may rank otherwise: the page's identity folded ahead, on a copy,
/// so that everything that the page can touch is loaded before it.
/// </summary>
internal sealed class Meanings
{
    private readonly PageContext before;
    private readonly Dictionary<string, HashSet<string>> moved = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> targets;

    /// <param name="mayMove">False where no key can mean another company by the page.</param>
    public Meanings(IReadOnlyList<(long Position, IReport Report)> page, PageContext before, bool mayMove)
    {
        this.before = before;
        Prefixes = [.. page.Select(sent => sent.Report.Data).OfType<FeedDeclared>().SelectMany(declared => before.Trusts.PrefixesMovedBy(declared)).Distinct(StringComparer.Ordinal)];
        targets = page.Select(sent => sent.Report.Data).OfType<CompanyReassigned>().ToLookup(reassigned => reassigned.Key, reassigned => reassigned.To, StringComparer.Ordinal);
        if (!mayMove) return;
        var declared = before.Reassignments.Copy();
        var ahead = before.Companies.Ahead(declared);
        var changes = new IdentityChanges(before with { Companies = ahead, Reassignments = declared, Identifiers = new(before.Identifiers) });
        foreach (var (position, report) in page)
        {
            foreach (var key in changes.Apply(position, report))
            {
                if (!moved.TryGetValue(key, out var companies)) moved[key] = companies = [before.Companies.Resolve(key)];
                companies.Add(ahead.Resolve(key));
            }
        }
    }

    /// <summary>Of feeds that are declared otherwise in the page.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Companies, as they are before the page, that a key or some reports that say it were known to mean which mean another one in it.</summary>
    public IReadOnlyList<string> Left =>
        [.. moved.Keys.Where(before.Companies.WasSeen).Concat(Reassigned.SelectMany(key => before.Reassignments.TargetsOf(key).Append(key))).Select(before.Companies.Resolve).Distinct(StringComparer.Ordinal)];

    /// <summary>Keys that mean another company in the course of the page, for some of those who say them at least.</summary>
    public IEnumerable<string> Moved => moved.Keys.Concat(Reassigned);

    private IEnumerable<string> Reassigned => targets.Select(declared => declared.Key);

    /// <param name="key">As the record says it.</param>
    public IEnumerable<string> Of(RecordId record, string key) =>
        targets[key].Append(before.Means(record, key)).Distinct(StringComparer.Ordinal).SelectMany(OfMeant).Distinct(StringComparer.Ordinal);

    private IReadOnlyCollection<string> OfMeant(string key) => moved.TryGetValue(key, out var companies) ? companies : [before.Companies.Resolve(key)];
}
