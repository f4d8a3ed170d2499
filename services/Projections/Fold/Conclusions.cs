using System.Diagnostics.CodeAnalysis;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Projections.Fold.Facts;

namespace EventPlatform.Projections.Fold;

/// <summary>A group whose fold failed, or that touched such a group: its facts stay as they were from this position on.</summary>
internal sealed record ParkedGroup(string Group, string? Company, long Position, string Error);

/// <summary>Concludes facts anew where records changed.</summary>
internal sealed class Conclusions
{
    private readonly PageContext context;
    private readonly IReadOnlyDictionary<RecordId, RecordFold> records;
    private readonly HashSet<RecordFold> touched;
    private readonly Dictionary<RecordId, string> failed = [];
    private readonly HashSet<Guid> failedFacts = [];
    private readonly Groups groups = new();
    private readonly Matching matching;

    /// <param name="records">All at hand, those that are loaded or added later as well.</param>
    /// <param name="touched">Gets those of which something has to be written.</param>
    public Conclusions(PageContext context, IReadOnlyDictionary<RecordId, RecordFold> records, HashSet<RecordFold> touched)
    {
        (this.context, this.records, this.touched) = (context, records, touched);
        matching = new(groups);
    }

    public FactChanges Facts { get; } = new();

    public List<ParkedGroup> NewlyParked { get; } = [];

    /// <summary>Records that name one of these keys now, in the order of their numbers.</summary>
    public IEnumerable<RecordFold> Naming(IEnumerable<string> keys) => groups.Naming(keys).Select(claim => records[claim.Record]).OrderBy(record => record.State.First);

    /// <summary>All is written that a page changed.</summary>
    public void Settle()
    {
        Facts.Settle();
        NewlyParked.Clear();
    }

    /// <summary>Records for which no neighbours could be looked for, and why.</summary>
    public void Fail(IReadOnlyDictionary<RecordId, string> records)
    {
        foreach (var (record, error) in records) failed[record] = error;
    }

    /// <summary>A record as it stands: its facts are concluded already. If it cannot be read any more, nothing is concluded of its fact.</summary>
    public void Load(RecordFold record)
    {
        if (!TryClaim(record, out var claim, out _) && record.FactId is { } unread) failedFacts.Add(unread);
        if (claim is null) return;
        record.Claim = claim;
        groups.Add(claim);
        if (record.FactId is { } fact) matching.Load(claim, fact);
    }

    public void Conclude(IReadOnlyList<RecordFold> changed, long position)
    {
        var concerned = changed.Select(record => record.Claim?.Group).OfType<string>().ToHashSet(StringComparer.Ordinal);
        string? error = null;
        foreach (var record in changed)
        {
            if (!TryClaim(record, out var claim, out var why)) error ??= why;
            // What it is found by is stored with it
            if (record.Claim?.Group != claim?.Group) touched.Add(record);
            Put(record, claim);
            if (claim is not null) concerned.Add(claim.Group);
        }

        if (concerned.Overlaps(context.Parked)) error ??= "it touches a group that is parked";
        if (error is null && TryConclude(out var facts, out error))
        {
            var members = facts.SelectMany(fact => fact.Records.Claims).Select(claim => records[claim.Record]);
            HashSet<RecordFold> affected = [.. changed, .. members];
            if (!affected.Any(record => record.FactId is { } fact && failedFacts.Contains(fact)))
            {
                Assign(affected, facts, position);
                return;
            }

            error = "a record of the same fact cannot be read";
        }

        Park(concerned, changed, position, error);
    }

    private bool TryConclude(out List<(Gathering Records, Fact Fact)> facts, [NotNullWhen(false)] out string? error)
    {
        try
        {
            facts = [.. matching.Settle().Where(fact => fact.Claims.Count > 0).OrderBy(fact => fact.Founder.Number)
                .Select(fact => (fact, FactRules.Of(fact.Founder.Data).Conclude(fact.Claims, context.Trusts.Of)))];
            error = null;
            return true;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            (facts, error) = ([], thrown.Message);
            return false;
        }
    }

    private bool TryClaim(RecordFold record, out Claim? claim, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (claim, error) = (record.Resolve(context), failed.GetValueOrDefault(record.Id));
            return error is null;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            (claim, error) = (null, thrown.Message);
            return false;
        }
    }

    private void Put(RecordFold record, Claim? claim)
    {
        if (record.Claim is { } old)
        {
            matching.Remove(old);
            groups.Remove(old);
        }

        record.Claim = claim;
        if (claim is null) return;
        groups.Add(claim);
        matching.Add(claim);
    }

    private void Assign(HashSet<RecordFold> affected, List<(Gathering Records, Fact Fact)> facts, long position)
    {
        var before = affected.Where(record => record.FactId is not null).OrderBy(record => record.State.First).ToLookup(record => record.FactId!.Value);
        foreach (var record in affected.Where(record => record.Claim is null)) record.FactId = null;
        var kept = new HashSet<Guid>();
        foreach (var (members, fact) in facts)
        {
            var id = members.Founder.FactId;
            kept.Add(id);
            foreach (var member in members.Claims) SetFact(records[member.Record], id);
            Facts.Set(id, members.Founder.Number, fact, position);
        }

        foreach (var gone in before.Where(fact => !kept.Contains(fact.Key)))
            Facts.Retract(gone.Key, gone.Select(record => record.FactId).FirstOrDefault(id => id is not null), position);
    }

    private void SetFact(RecordFold record, Guid id)
    {
        if (record.FactId == id) return;
        record.FactId = id;
        touched.Add(record);
    }

    private void Park(HashSet<string> concerned, IReadOnlyList<RecordFold> changed, long position, string error)
    {
        matching.Forget();
        if (concerned.Count == 0) concerned.UnionWith(changed.Select(record => $"record\n{record.Id.Source}\n{record.Id.Record}"));
        var company = changed.Select(record => record.Claim?.Company).FirstOrDefault(key => key is not null);
        foreach (var group in concerned.Where(context.Parked.Add)) NewlyParked.Add(new(group, company, position, error));
    }
}
