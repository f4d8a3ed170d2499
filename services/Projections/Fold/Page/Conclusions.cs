using System.Diagnostics.CodeAnalysis;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Matching;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Page;

/// <summary>Concludes the facts of changed records again, and parks groups whose facts cannot be concluded.</summary>
internal sealed class Conclusions
{
    private readonly PageContext context;
    private readonly IReadOnlyDictionary<RecordId, RecordFold> records;
    private readonly HashSet<RecordFold> touched;
    private readonly Dictionary<RecordId, string> failed = [];
    private readonly HashSet<Guid> failedFacts = [];
    private readonly ClaimIndex index = new();
    private readonly Matcher matcher;
    private readonly Func<string, int> trustOf;

    // Cleared for each report, so that no report allocates its own collections
    private readonly HashSet<string> groups = new(StringComparer.Ordinal);
    private readonly List<(FactMembers Members, Fact Fact)> facts = [];
    private readonly HashSet<RecordFold> affected = [];
    private readonly List<(Guid Fact, RecordFold Record)> before = [];
    private readonly HashSet<Guid> kept = [];
    private readonly Predicate<(Guid Fact, RecordFold Record)> isKept;

    /// <param name="records">The records in memory, including those that are loaded or added later.</param>
    /// <param name="touched">Receives the records that must be written.</param>
    public Conclusions(PageContext context, IReadOnlyDictionary<RecordId, RecordFold> records, HashSet<RecordFold> touched)
    {
        (this.context, this.records, this.touched) = (context, records, touched);
        matcher = new(index);
        (trustOf, isKept) = (context.Trusts.Of, one => kept.Contains(one.Fact));
    }

    public FactChanges Facts { get; } = new();

    public List<ParkedGroup> NewlyParked { get; } = [];

    /// <summary>Returns the records that currently name one of these keys, in the order of their numbers.</summary>
    public IEnumerable<RecordFold> Naming(IEnumerable<string> keys) =>
        index.Naming(keys).Select(claim => records[claim.Record]).OrderBy(record => record.State.First);

    /// <summary>Call it when everything is written.</summary>
    public void AcceptChanges()
    {
        Facts.AcceptChanges();
        NewlyParked.Clear();
    }

    /// <summary>Adds records whose neighbours could not be looked up, with the reason.</summary>
    public void Fail(IReadOnlyDictionary<RecordId, string> errors)
    {
        foreach (var (record, error) in errors) failed[record] = error;
    }

    /// <summary>
    /// Loads a record whose fact is already concluded. If the record can no longer be read, its fact stays as it is.
    /// </summary>
    public void Load(RecordFold record)
    {
        if (!TryClaim(record, out var claim, out _) && record.FactId is { } unread) failedFacts.Add(unread);
        if (claim is null) return;
        record.Claim = claim;
        index.Add(claim);
        if (record.FactId is { } fact) matcher.Load(claim, fact);
    }

    public void Conclude(List<RecordFold> changed, long position)
    {
        groups.Clear();
        string? error = null;
        foreach (var record in changed)
        {
            if (record.Claim is { } old) groups.Add(old.Group);
            if (!TryClaim(record, out var claim, out var why)) error ??= why;
            // The tables contain the group of a record, by which it is found
            if (record.Claim?.Group != claim?.Group) touched.Add(record);
            Put(record, claim);
            if (claim is not null) groups.Add(claim.Group);
        }

        if (groups.Overlaps(context.Parked)) error ??= "it touches a group that is parked";
        if (error is null && TryConclude(out error))
        {
            affected.Clear();
            affected.UnionWith(changed);
            foreach (var (members, _) in facts)
            {
                foreach (var claim in members.Claims) affected.Add(records[claim.Record]);
            }

            if (failedFacts.Count == 0 || !affected.Any(record => record.FactId is { } fact && failedFacts.Contains(fact)))
            {
                Assign(position);
                return;
            }

            error = "a record of the same fact cannot be read";
        }

        Park(changed, position, error);
    }

    private bool TryConclude([NotNullWhen(false)] out string? error)
    {
        try
        {
            facts.Clear();
            foreach (var members in matcher.Rematch())
            {
                if (members.Claims.Count == 0) continue;
                facts.Add((members, FactRules.Of(members.Founder.Data).Conclude(members.Claims, trustOf)));
            }

            facts.Sort((one, other) => one.Members.Founder.Number.CompareTo(other.Members.Founder.Number));
            error = null;
            return true;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            error = FoldFailure.Describe(thrown);
            return false;
        }
    }

    private bool TryClaim(RecordFold record, out Claim? claim, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (claim, error) = (record.ReadClaim(context), failed.GetValueOrDefault(record.Id));
            return error is null;
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            (claim, error) = (null, FoldFailure.Describe(thrown));
            return false;
        }
    }

    private void Put(RecordFold record, Claim? claim)
    {
        if (record.Claim is { } old)
        {
            matcher.Remove(old);
            index.Remove(old);
        }

        record.Claim = claim;
        if (claim is null) return;
        index.Add(claim);
        matcher.Add(claim);
    }

    private void Assign(long position)
    {
        before.Clear();
        foreach (var record in affected)
        {
            if (record.FactId is { } fact) before.Add((fact, record));
            if (record.Claim is null) record.FactId = null;
        }

        kept.Clear();
        foreach (var (members, fact) in facts)
        {
            var id = members.Founder.FactId;
            kept.Add(id);
            foreach (var member in members.Claims) SetFact(records[member.Record], id);
            Facts.Set(id, members.Founder.Number, fact, position);
        }

        before.RemoveAll(isKept);
        if (before.Count == 0) return;
        foreach (var fact in before.OrderBy(one => one.Record.State.First).GroupBy(one => one.Fact, one => one.Record))
            Facts.Retract(fact.Key, fact.Select(record => record.FactId).FirstOrDefault(id => id is not null), position);
    }

    private void SetFact(RecordFold record, Guid id)
    {
        if (record.FactId == id) return;
        record.FactId = id;
        touched.Add(record);
    }

    private void Park(List<RecordFold> changed, long position, string error)
    {
        matcher.Forget();
        if (groups.Count == 0) groups.UnionWith(changed.Select(record => $"record\n{record.Id.Source}\n{record.Id.Record}"));
        var company = changed.Select(record => record.Claim?.Company).FirstOrDefault(key => key is not null);
        foreach (var group in groups.Where(context.Parked.Add)) NewlyParked.Add(new(group, company, position, error));
    }
}
