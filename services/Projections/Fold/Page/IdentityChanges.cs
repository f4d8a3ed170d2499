using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>A key that means another company from a position on; itself again if both are equal.</summary>
internal sealed record LinkChange(string Key, string Canonical, long Position);

/// <summary>The changes of identity in a page: identifiers, declarations, and keys that mean another company from there on.</summary>
internal sealed class IdentityChanges(PageContext context)
{
    public List<Identified> Identified { get; } = [];

    public List<(long Position, IdentityDeclared Data)> Declared { get; } = [];

    public List<(long Position, FeedDeclared Data)> Feeds { get; } = [];

    public List<LinkChange> Links { get; } = [];

    /// <summary>The mentions that mean another key because of a reassignment, one entry for each reassignment.</summary>
    public List<NamesMoved> Reassigned { get; } = [];

    /// <summary>
    /// Applies a report, and returns the keys that mean another company because of it, in all or some of the reports that name them.
    /// </summary>
    public IReadOnlyCollection<string> Apply(long position, IReport report, IReadOnlyList<Named> parties)
    {
        var record = RecordId.OfWords(report);
        for (var index = 0; index < parties.Count; index++)
            context.Companies.See(context.Mention(record, parties[index].KeyAsSent()), position);
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
                return declared is CompanyReassigned reassigned
                    ? Reassign(position, reassigned)
                    : Changed(IdentityEvent.Of(position, declared));
            default:
                return Identifiers.In(parties) is { Count: > 0 } given ? Identify(position, record, given) : [];
        }
    }

    private HashSet<string> Identify(long position, RecordId record, IReadOnlyList<(string Identifier, string Key)> given)
    {
        var fresh = given
            .Select((found, ordinal) => new Identified(position, ordinal, found.Identifier, context.Mention(record, found.Key)))
            .Where(found => context.Identifiers.Add(found.Identifier, found.Mention)).ToList();
        Identified.AddRange(fresh);
        return fresh.Count == 0 ? [] : Changed([.. fresh]);
    }

    private HashSet<string> Reassign(long position, CompanyReassigned reassigned)
    {
        var before = context.Companies.MentionsOf(reassigned.Key)
            .Select(mention => (Mention: mention, Key: context.Companies.Means(mention))).ToList();
        context.Reassignments.Add(position, reassigned);
        var moved = before.Select(one => (one.Mention, To: context.Companies.Means(one.Mention), one.Key)).Where(one => one.To != one.Key);
        Reassigned.Add(new(position, [.. moved.Select(one => (one.Mention, one.To))]));
        return [.. Changed(IdentityEvent.Of(position, reassigned)), reassigned.Key];
    }

    private HashSet<string> Changed(params IReadOnlyList<IdentityEvent> events)
    {
        var moved = events.SelectMany(context.Companies.Apply).ToHashSet(StringComparer.Ordinal);
        Links.AddRange(moved.Order(StringComparer.Ordinal)
            .Select(key => new LinkChange(key, context.Companies.Resolve(key), events[0].Position)));
        return moved;
    }
}
