using EventPlatform.Projections.Fold.Records;
using EventPlatform.Projections.Fold.Rules;

namespace EventPlatform.Projections.Fold;

/// <summary>A group whose fold failed, or that touched such a group: its facts stay as they were from this position on.</summary>
internal sealed record ParkedGroup(string Group, string? Company, long Position, string Error);

/// <summary>Concludes facts anew where records changed: from all records that a chain of matches joins to them, before or after the change.</summary>
internal sealed class Conclusions(PageContext context)
{
    private readonly Groups groups = new();
    private readonly Dictionary<RecordId, RecordFold> byId = [];
    private readonly Dictionary<Guid, List<Claim>> concluded = [];

    public FactChanges Facts { get; } = new();

    public List<ParkedGroup> NewlyParked { get; } = [];

    /// <summary>Records that name one of these keys now, in the order of their numbers.</summary>
    public IEnumerable<RecordFold> Naming(IEnumerable<string> keys) => groups.Naming(keys).Select(claim => byId[claim.Record]).OrderBy(record => record.State.First);

    /// <summary>All is written that a page changed.</summary>
    public void Settle()
    {
        Facts.Settle();
        NewlyParked.Clear();
    }

    /// <summary>A record as it stands: its facts are concluded already.</summary>
    public void Load(RecordFold record)
    {
        byId[record.Id] = record;
        if (TryClaim(record, out var claim, out _) && claim is not null) Put(record, claim);
    }

    public void Conclude(IEnumerable<RecordFold> changed, long position)
    {
        var records = changed.ToList();
        var before = groups.Joined(records.Select(record => record.Claim).OfType<Claim>());
        var touched = before.Select(claim => claim.Group).ToHashSet(StringComparer.Ordinal);
        string? error = null;
        foreach (var record in records)
        {
            byId[record.Id] = record;
            if (!TryClaim(record, out var claim, out var why)) error ??= why;
            // What it is found by is stored with it
            record.IsTouched |= record.Claim?.Group != claim?.Group;
            Put(record, claim);
        }

        var joined = groups.Joined(before.Select(claim => byId[claim.Record].Claim).Concat(records.Select(record => record.Claim)).OfType<Claim>());
        touched.UnionWith(joined.Select(claim => claim.Group));
        if (error is null && !touched.Overlaps(context.Parked) && TryConclude(joined, out var facts, out error))
            Assign([.. records, .. joined.Select(claim => byId[claim.Record]), .. before.Select(claim => byId[claim.Record])], facts, position);
        else
            Park(touched, records, position, error ?? "it touches a group that is parked");
    }

    private bool TryConclude(IEnumerable<Claim> claims, out List<(List<Claim> Members, Fact? Fact)> facts, out string? error)
    {
        try
        {
            facts = [.. Matching.Facts(claims, groups).Select(members => (members, IsConcluded(members) ? null : members[0].Rule.Conclude(Ranked(members))))];
            error = null;
            return true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            (facts, error) = ([], failed.Message);
            return false;
        }
    }

    /// <summary>True where the fact was concluded from these very claims: whatever may change it makes another claim.</summary>
    private bool IsConcluded(List<Claim> members) =>
        concluded.TryGetValue(members[0].FactId, out var before) && before.SequenceEqual(members);

    private bool TryClaim(RecordFold record, out Claim? claim, out string? error)
    {
        try
        {
            (claim, error) = (Claim.Of(record, context.Companies.Resolve), null);
            return true;
        }
        catch (Exception failed) when (failed is not OutOfMemoryException)
        {
            (claim, error) = (null, failed.Message);
            return false;
        }
    }

    private void Put(RecordFold record, Claim? claim)
    {
        if (record.Claim is { } old) groups.Remove(old);
        record.Claim = claim;
        if (claim is not null) groups.Add(claim);
    }

    private Ranking Ranked(List<Claim> members) => new(members.Count == 1 ? members
        : [.. members.OrderByDescending(claim => context.Trusts.Of(claim.Record.Source)).ThenByDescending(claim => claim.Position)]);

    private void Assign(HashSet<RecordFold> records, List<(List<Claim> Members, Fact? Fact)> facts, long position)
    {
        var before = records.Where(record => record.FactId is not null).OrderBy(record => record.State.First).ToLookup(record => record.FactId!.Value);
        foreach (var record in records.Where(record => record.Claim is null)) record.FactId = null;
        var kept = new HashSet<Guid>();
        foreach (var (members, fact) in facts)
        {
            var id = members[0].FactId;
            kept.Add(id);
            foreach (var member in members) SetFact(byId[member.Record], id);
            if (fact is null) continue;
            Facts.Set(id, members[0].Number, fact, position);
            concluded[id] = members;
        }

        foreach (var gone in before.Where(fact => !kept.Contains(fact.Key)))
        {
            concluded.Remove(gone.Key);
            Facts.Retract(gone.Key, gone.Select(record => record.FactId).FirstOrDefault(id => id is not null), position);
        }
    }

    private static void SetFact(RecordFold record, Guid id)
    {
        if (record.FactId == id) return;
        record.FactId = id;
        record.IsTouched = true;
    }

    private void Park(HashSet<string> touched, List<RecordFold> records, long position, string error)
    {
        if (touched.Count == 0) touched.UnionWith(records.Select(record => $"record\n{record.Id.Source}\n{record.Id.Record}"));
        var company = records.Select(record => record.Claim?.Company).FirstOrDefault(key => key is not null);
        foreach (var group in touched.Where(context.Parked.Add)) NewlyParked.Add(new(group, company, position, error));
    }
}
