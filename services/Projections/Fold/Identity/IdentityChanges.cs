using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

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

    /// <summary>Of each reassignment the mentions that mean another key by it.</summary>
    public List<NamesMoved> Reassigned { get; } = [];

    /// <summary>The keys that mean another company by this report, for all or for some of those who say them.</summary>
    public HashSet<string> Apply(long position, IReport report)
    {
        var record = RecordId.OfWords(report);
        foreach (var named in report.Data.Parties) context.Companies.See(context.Mention(record, named.KeyAsSent()), position);
        switch (report.Data)
        {
            case FeedDeclared feed:
                Feeds.Add((position, feed));
                return [];
            case CandidateDismissed dismissed:
                Declared.Add((position, dismissed));
                return [];
            case IdentityDeclared declared:
                Declared.Add((position, declared));
                foreach (var (_, key) in declared.Keys) context.Companies.See(key, position);
                return declared is CompanyReassigned reassigned ? Reassign(position, reassigned) : Changed(Event(position, declared));
            default:
                var fresh = Identifiers.In(report.Data).Select((found, ordinal) => new Identified(position, ordinal, found.Identifier, context.Mention(record, found.Key)))
                    .Where(found => context.Identifiers.Add(found.Identifier, found.Mention)).ToList();
                Identified.AddRange(fresh);
                return fresh.Count == 0 ? [] : Changed([.. fresh]);
        }
    }

    public static IdentityEvent Event(long position, IdentityDeclared declared) => declared switch
    {
        CompanyAliasDeclared alias => new Joined(position, alias.Alias, alias.Key),
        CompaniesMerged merged => new Joined(position, merged.From, merged.Into),
        CompaniesSplit split => new Split(position, split.Key, split.Without),
        CompanyReassigned reassigned => new Reassigned(position, reassigned.Key),
        _ => throw new NotSupportedException($"{declared.GetType().Name} has no rule: add one here"),
    };

    private HashSet<string> Reassign(long position, CompanyReassigned reassigned)
    {
        var before = context.Companies.MentionsOf(reassigned.Key).Select(mention => (Mention: mention, Key: context.Companies.Means(mention))).ToList();
        context.Reassignments.Add(position, reassigned);
        Reassigned.Add(new(position, [.. before.Select(one => (one.Mention, To: context.Companies.Means(one.Mention), one.Key)).Where(one => one.To != one.Key).Select(one => (one.Mention, one.To))]));
        return [.. Changed(Event(position, reassigned)), reassigned.Key];
    }

    private HashSet<string> Changed(params IReadOnlyList<IdentityEvent> events)
    {
        var moved = events.SelectMany(context.Companies.Apply).ToHashSet(StringComparer.Ordinal);
        Links.AddRange(moved.Order(StringComparer.Ordinal).Select(key => new LinkChange(key, context.Companies.Resolve(key), events[0].Position)));
        return moved;
    }
}
