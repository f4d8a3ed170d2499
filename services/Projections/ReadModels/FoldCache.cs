using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// The part of the read tables that is in memory, as they are at the mark. It is kept from page to page, so that what is reported again and
/// again is not read again and again. Whatever a chain of matches joins to a record in memory is in memory as well.
/// </summary>
internal sealed class FoldCache
{
    public FoldCache(PageContext context) => (Context, Fold) = (context, new(context));

    public PageContext Context { get; }

    public PageFold Fold { get; }

    /// <summary>The mark of the tables that this was read from and written to.</summary>
    public (long Position, long Epoch) Mark { get; set; }

    /// <summary>Identifiers all of whose keys are known.</summary>
    public HashSet<string> Identifiers { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of which it is known what they mean.</summary>
    public HashSet<string> Resolved { get; } = new(StringComparer.Ordinal);

    /// <summary>Mentions whose latest names and countries are known.</summary>
    public HashSet<Mention> Named { get; } = [];

    /// <summary>Keys of which everything is known that was said about them and about those that it joins to them.</summary>
    public HashSet<string> Connected { get; } = new(StringComparer.Ordinal);

    /// <summary>Ranges whose records are all in memory.</summary>
    public HashSet<MatchRange> Ranges { get; } = [];

    /// <summary>What a source says of a key is known record by record from now on.</summary>
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
