using EventPlatform.Contracts;

namespace EventPlatform.Query.Companies;

/// <summary>
/// A followed company and all its keys. <see cref="FollowedCompanies"/> keeps the keys current through merges and splits.
/// </summary>
internal sealed class FollowedCompany(string asked, Action<FollowedCompany> end) : IDisposable
{
    private volatile string[]? keys;
    private volatile Reassignments reassignments = new();

    /// <summary>The key in the request.</summary>
    public string Asked => asked;

    public bool IsResolved => keys is not null;

    /// <summary>All keys of the company in the read tables, the canonical one first.</summary>
    public string[] Keys => keys ?? [asked];

    /// <summary>The keys in reports that may mean the company. Some of these reports mean another.</summary>
    public IEnumerable<string> KeysSaid => Keys.Concat(Keys.SelectMany(reassignments.KeysTo)).Distinct(StringComparer.Ordinal);

    public void Resolve(string[] meaning) => keys = meaning;

    public void Reassign(Reassignments declared) => reassignments = declared;

    /// <summary>Returns true if the report means this company by its key.</summary>
    public bool IsMeantBy(string key, string source, string record) => IsMeantBy(reassignments.Means(key, source, record));

    public bool IsMeantBy(ReadOnlySpan<char> key)
    {
        foreach (var own in Keys)
        {
            if (key.SequenceEqual(own)) return true;
        }

        return false;
    }

    public void Dispose() => end(this);
}
