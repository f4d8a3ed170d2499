namespace EventPlatform.Projections.Fold.Identity;

/// <summary>What happened to the identity of companies, as far as that is at hand.</summary>
/// <param name="before">Counts too, and does not change.</param>
internal sealed class IdentityEvents(IdentityEvents? before = null)
{
    private readonly Dictionary<string, List<Identified>> identified = new(StringComparer.Ordinal);
    private readonly Dictionary<long, IdentityEvent> declared = [];

    /// <summary>In no order.</summary>
    public IEnumerable<IdentityEvent> All => identified.Values.SelectMany(said => said).Concat(declared.Values).Concat(before?.All ?? []);

    /// <summary>Whether keys do not only come to mean one company, but other ones than they did.</summary>
    public bool Divide => declared.Values.Any(IsDividing);

    public static bool IsDividing(IdentityEvent happened) => happened is Split or Reassigned;

    public void Add(IdentityEvent happened)
    {
        if (happened is not Identified said)
        {
            declared[happened.Position] = happened;
            return;
        }

        if (!identified.TryGetValue(said.Mention.Key, out var own)) identified[said.Mention.Key] = own = [];
        own.Add(said);
    }

    /// <summary>Removes and returns the identifiers that were given to a key.</summary>
    public IReadOnlyCollection<Identified> Forget(string key) => identified.Remove(key, out var said) ? said : [];

    public void Clear()
    {
        identified.Clear();
        declared.Clear();
    }
}
