using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Identity;

/// <summary>
/// Decides which company each key means, by a fold over identifiers and declarations. An unknown key means itself. A split or a
/// reassignment folds everything again from the start, without the joins that splits forbid, and with the keys that reports mean by then.
/// </summary>
internal sealed class Companies
{
    private readonly Reassignments reassignments;
    private readonly Sightings sightings;
    private readonly Dictionary<string, string> pinned;
    private readonly IdentityEvents events;
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> keysOf = new(StringComparer.Ordinal);
    private readonly HashSet<(string Key, string Other, long Split)> apart = [];
    private readonly HashSet<(string Key, string Other, long Split)> rejoined = [];
    private Companies? before; // the state when this copy was made; unused after everything is folded again
    private long known;

    public Companies(Reassignments reassignments)
    {
        this.reassignments = reassignments;
        (sightings, pinned, events) = (new(reassignments), new(StringComparer.Ordinal), new());
    }

    private Companies(Reassignments reassignments, Companies before)
    {
        this.reassignments = reassignments;
        (sightings, pinned, events) = (new(reassignments, before.sightings), before.pinned, new(before.events));
        (this.before, known) = (before, before.known);
        apart.UnionWith(before.apart);
        rejoined.UnionWith(before.rejoined);
    }

    /// <summary>Returns the canonical key of the company that a key means.</summary>
    public string Resolve(string key) =>
        canonical.GetValueOrDefault(key) ?? before?.canonical.GetValueOrDefault(key) ?? pinned.GetValueOrDefault(key) ?? key;

    /// <summary>Returns the key that a mention means by reassignments, before joins of companies.</summary>
    public string Means(Mention mention) => reassignments.Means(mention.Key, mention.Source, mention.Record);

    /// <summary>Records a position at which a report names a key; the first one counts.</summary>
    public void See(Mention mention, long position) => sightings.Add(mention, position);

    /// <summary>Records a position at which ops declare something about a key.</summary>
    public void See(string key, long position) => sightings.Add(key, position);

    public bool WasSeen(string key) => sightings.First(key, long.MaxValue) < long.MaxValue;

    /// <summary>Returns the mentions of a key, as far as they are loaded.</summary>
    public IEnumerable<Mention> MentionsOf(string key) => sightings.Of(key);

    /// <summary>Pins the meaning of a key from the tables, until an event changes it.</summary>
    public void Pin(string key, string means) => pinned.TryAdd(key, means);

    /// <summary>Applies an event, and returns the keys that mean another company because of it.</summary>
    public IReadOnlyCollection<string> Apply(IdentityEvent happened)
    {
        known = happened.Position;
        events.Add(happened);
        if (happened is Split split) Part(split);
        if (IdentityEvents.IsDividing(happened)) return FoldAnew();
        var moved = new HashSet<string>(StringComparer.Ordinal);
        Fold(happened, moved);
        return moved;
    }

    /// <summary>
    /// Loads every event of these keys. From now on, events decide what they mean. Other keys in memory are unrelated, so
    /// only the loaded events are folded, unless one of them divides a company: then everything is folded again.
    /// </summary>
    public void Load(IReadOnlyCollection<string> keys, IEnumerable<IdentityEvent> all)
    {
        foreach (var key in keys)
        {
            pinned.Remove(key);
            canonical.Remove(key);
            members.Remove(key);
            foreach (var said in events.Forget(key)) keysOf.Remove(said.Identifier);
        }

        var loaded = all.ToList();
        var latest = known;
        if (events.Divide || loaded.Exists(IdentityEvents.IsDividing))
        {
            loaded = [.. loaded.UnionBy(events.All, happened => (happened.Position, happened.Ordinal))];
            Clear();
            events.Clear();
            apart.Clear();
        }

        foreach (var happened in InOrder(loaded)) Apply(happened);
        known = Math.Max(known, latest);
    }

    /// <summary>Forgets a mention of a whole source, whose records are looked up one by one from now on.</summary>
    public void Forget(Mention mention) => sightings.Remove(mention);

    /// <summary>Returns a copy for looking ahead. The original must not change while the copy is used.</summary>
    public Companies Ahead(Reassignments declared) => new(declared, this);

    private void Fold(IdentityEvent happened, HashSet<string> moved)
    {
        switch (happened)
        {
            case Identified { Identifier: var identifier, Mention: var mention }:
                var key = reassignments.Means(mention.Key, mention.Source, mention.Record, known);
                if (!keysOf.TryGetValue(identifier, out var keys))
                    keysOf[identifier] = keys = [.. before?.keysOf.GetValueOrDefault(identifier) ?? []];
                foreach (var other in keys.ToList()) Join(key, other, happened.Position, isDeclared: false, moved);
                if (!keys.Contains(key)) keys.Add(key);
                break;
            case Joined declared:
                Join(declared.From, declared.Into, declared.Position, isDeclared: true, moved);
                break;
        }
    }

    private void Join(string key, string other, long position, bool isDeclared, HashSet<string> moved)
    {
        var (leaving, staying) = (Resolve(key), Resolve(other));
        if (leaving == staying) return;
        var between = apart.Where(pair => MembersOf(leaving).Contains(pair.Key) && MembersOf(staying).Contains(pair.Other)).ToList();
        if (between.Exists(pair => position < pair.Split || (!isDeclared && !rejoined.Contains(pair)))) return;
        foreach (var pair in between) rejoined.UnionWith([pair, (pair.Other, pair.Key, pair.Split)]);
        if (!isDeclared && IsOlder(leaving, staying)) (leaving, staying) = (staying, leaving);
        var joining = MembersOf(leaving);
        members[staying] = [.. MembersOf(staying), .. joining];
        foreach (var one in joining) canonical[one] = staying;
        moved.UnionWith(joining);
    }

    private void Part(Split split)
    {
        var company = MembersOf(Resolve(split.Key));
        var leaving = split.Without.Intersect(company, StringComparer.Ordinal).ToList();
        foreach (var key in leaving)
        {
            foreach (var other in company.Except(leaving, StringComparer.Ordinal))
                apart.UnionWith([(key, other, split.Position), (other, key, split.Position)]);
        }
    }

    private IReadOnlyCollection<string> FoldAnew()
    {
        var meant = new Dictionary<string, string>(before?.canonical ?? [], StringComparer.Ordinal);
        foreach (var (key, means) in canonical) meant[key] = means;
        before = null;
        Clear();
        foreach (var earlier in InOrder(events.All)) Fold(earlier, []);
        return [.. meant.Keys.Union(canonical.Keys, StringComparer.Ordinal)
            .Where(key => meant.GetValueOrDefault(key, key) != Resolve(key))];
    }

    private void Clear()
    {
        canonical.Clear();
        members.Clear();
        keysOf.Clear();
        rejoined.Clear();
    }

    private static IOrderedEnumerable<IdentityEvent> InOrder(IEnumerable<IdentityEvent> events) =>
        events.OrderBy(happened => happened.Position).ThenBy(happened => happened.Ordinal);

    private bool IsOlder(string key, string other)
    {
        var order = sightings.First(key, known).CompareTo(sightings.First(other, known));
        return order < 0 || (order == 0 && string.CompareOrdinal(key, other) < 0);
    }

    private List<string> MembersOf(string company) =>
        members.GetValueOrDefault(company) ?? before?.members.GetValueOrDefault(company) ?? [company];
}
