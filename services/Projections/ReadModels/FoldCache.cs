using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// The part of the read tables that is in memory, as of the mark. It is kept from page to page, so that repeatedly reported data need not
/// be read each time. If a record is in memory, everything that a chain of matches joins to it is in memory too.
/// </summary>
internal sealed class FoldCache
{
    public FoldCache(PageContext context) => (Context, Fold) = (context, new(context));

    public PageContext Context { get; }

    public PageFold Fold { get; }

    /// <summary>The mark of the tables from which the cache was read, and to which it was written.</summary>
    public (long Position, long Epoch) Mark { get; set; }

    /// <summary>The identifiers whose keys are all known.</summary>
    public HashSet<string> Identifiers { get; } = new(StringComparer.Ordinal);

    /// <summary>The keys whose meaning is known.</summary>
    public HashSet<string> Resolved { get; } = new(StringComparer.Ordinal);

    /// <summary>The mentions whose latest names and countries are known.</summary>
    public HashSet<Mention> Named { get; } = [];

    /// <summary>The keys for which everything that was reported about them, and about those joined to them, is known.</summary>
    public HashSet<string> Connected { get; } = new(StringComparer.Ordinal);

    /// <summary>The ranges whose records are all in memory.</summary>
    public HashSet<MatchRange> Ranges { get; } = [];

    /// <summary>Replaces what a source says about a key as a whole by what it says record by record.</summary>
    public void Take(Separation apart)
    {
        var whole = new Mention(apart.Key, apart.Source);
        Context.Companies.Forget(whole);
        Context.Names.Forget(whole);
        Context.Identifiers.Remove(whole);
        Context.Countries.RemoveWhere(placed => placed.Mention == whole);
        foreach (var (mention, position) in apart.Sightings) Context.Companies.See(mention, position);
        foreach (var identified in apart.Identified) Context.Identifiers.Add(identified.Identifier, identified.Mention);
        Connected.Remove(apart.Key);
    }
}
