using EventPlatform.Projections.Fold;
using EventPlatform.Projections.Fold.Identity;

namespace EventPlatform.Projections.ReadModels;

/// <summary>
/// What is in memory of the read tables as they are at the mark. Kept from page to page, so that what is reported again and again is not read
/// again and again. Whatever a chain of matches joins to a record at hand is at hand as well.
/// </summary>
internal sealed class AtHand
{
    public AtHand(Trusts trusts, IEnumerable<string> parked)
    {
        Context = new(new Companies(), trusts, [.. parked], [], new());
        Fold = new(Context);
    }

    public PageContext Context { get; }

    public PageFold Fold { get; }

    /// <summary>Where the tables are that this was read from and written to.</summary>
    public (long Position, long Epoch) Mark { get; set; }

    /// <summary>Identifiers all of whose keys are known.</summary>
    public HashSet<string> Identifiers { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of which it is known what they mean.</summary>
    public HashSet<string> Resolved { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys whose latest name is known.</summary>
    public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys of which everything is known that was said about them and about those that it joins to them.</summary>
    public HashSet<string> Connected { get; } = new(StringComparer.Ordinal);

    /// <summary>Where all records are known that may match.</summary>
    public HashSet<Reach> Reached { get; } = [];
}
