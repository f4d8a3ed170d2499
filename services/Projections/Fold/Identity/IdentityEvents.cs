namespace EventPlatform.Projections.Fold.Identity;

/// <summary>The loaded events of the identity of companies.</summary>
/// <param name="before">Earlier events, which do not change.</param>
internal sealed class IdentityEvents(IdentityEvents? before = null)
{
    private readonly Dictionary<string, List<Identified>> identified = new(StringComparer.Ordinal);
    private readonly Dictionary<long, IdentityEvent> declared = [];

    /// <summary>All events, in no order.</summary>
    public IEnumerable<IdentityEvent> All => identified.Values.SelectMany(said => said).Concat(declared.Values).Concat(before?.All ?? []);

    /// <summary>True if an event divides a company instead of joining two.</summary>
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

    /// <summary>Removes and returns the identifiers of a key.</summary>
    public IReadOnlyCollection<Identified> Forget(string key) => identified.Remove(key, out var said) ? said : [];

    public void Clear()
    {
        identified.Clear();
        declared.Clear();
    }
}
