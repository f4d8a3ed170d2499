using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>A key that means another company from a position on; itself again where both are equal.</summary>
internal sealed record LinkChange(string Key, string Canonical, long Position);

/// <summary>What a page adds to identity: identifiers, declarations, and keys that mean another company from there on.</summary>
internal sealed class IdentityChanges(PageContext context)
{
    public List<Identified> Identified { get; } = [];

    public List<(long Position, IdentityDeclared Data)> Declared { get; } = [];

    public List<(long Position, FeedDeclared Data)> Feeds { get; } = [];

    public List<LinkChange> Links { get; } = [];

    /// <summary>The keys that mean another company by this report.</summary>
    public HashSet<string> Apply(long position, ReportData data)
    {
        foreach (var named in NamesInReports.Parties(data)) context.Companies.See(named.KeyAsSent(), position);
        switch (data)
        {
            case FeedDeclared feed:
                Feeds.Add((position, feed));
                return [];
            case IdentityDeclared declared:
                Declared.Add((position, declared));
                foreach (var (_, key) in declared.Keys) context.Companies.See(key, position);
                return Changed(position, Event(position, declared));
            default:
                var fresh = Identifiers.In(data).Where(context.Identifiers.Add).Select((found, ordinal) => new Identified(position, ordinal, found.Identifier, found.Key)).ToList();
                Identified.AddRange(fresh);
                return fresh.Count == 0 ? [] : Changed(position, [.. fresh]);
        }
    }

    public static IdentityEvent Event(long position, IdentityDeclared declared) => declared switch
    {
        CompanyAliasDeclared alias => new Joined(position, alias.Alias, alias.Key),
        CompaniesMerged merged => new Joined(position, merged.From, merged.Into),
        CompaniesSplit split => new Split(position, split.Key, split.Without),
        _ => throw new NotSupportedException($"{declared.GetType().Name} has no rule: add one here"),
    };

    private HashSet<string> Changed(long position, params IReadOnlyList<IdentityEvent> events)
    {
        var moved = events.SelectMany(context.Companies.Apply).ToHashSet(StringComparer.Ordinal);
        Links.AddRange(moved.Order(StringComparer.Ordinal).Select(key => new LinkChange(key, context.Companies.Resolve(key), position)));
        return moved;
    }
}
