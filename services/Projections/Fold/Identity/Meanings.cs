using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>
/// Which companies each key means in the course of a page, and which sources may rank otherwise: the page's identity folded ahead, on a copy,
/// so that everything that the page can touch is loaded before it.
/// </summary>
internal sealed class Meanings
{
    private readonly PageContext before;
    private readonly Dictionary<string, HashSet<string>> moved = new(StringComparer.Ordinal);

    /// <param name="mayMove">False where no key can mean another company by the page.</param>
    public Meanings(IReadOnlyList<(long Position, IReport Report)> page, PageContext before, bool mayMove)
    {
        this.before = before;
        Prefixes = [.. page.Select(sent => sent.Report.Data).OfType<FeedDeclared>().SelectMany(declared => before.Trusts.PrefixesMovedBy(declared)).Distinct(StringComparer.Ordinal)];
        if (!mayMove) return;
        var ahead = before.Companies.Copy();
        var changes = new IdentityChanges(before with { Companies = ahead, Identifiers = [.. before.Identifiers] });
        foreach (var (position, report) in page)
        {
            foreach (var key in changes.Apply(position, report.Data))
            {
                if (!moved.TryGetValue(key, out var companies)) moved[key] = companies = [before.Companies.Resolve(key)];
                companies.Add(ahead.Resolve(key));
            }
        }
    }

    /// <summary>Of feeds that are declared otherwise in the page.</summary>
    public IReadOnlyList<string> Prefixes { get; }

    /// <summary>Companies, as they are before the page, that a key was known to mean which means another one in it.</summary>
    public IReadOnlyList<string> Left => [.. moved.Keys.Where(before.Companies.WasSeen).Select(before.Companies.Resolve).Distinct(StringComparer.Ordinal)];

    /// <summary>Keys that mean another company in the course of the page.</summary>
    public IReadOnlyCollection<string> Moved => moved.Keys;

    public IReadOnlyCollection<string> Of(string key) => moved.TryGetValue(key, out var companies) ? companies : [before.Companies.Resolve(key)];
}
