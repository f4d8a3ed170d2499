using EventPlatform.Contracts;

namespace EventPlatform.Query.Companies;

/// <summary>A company that someone follows, by every key that means it: <see cref="FollowedCompanies"/> keeps them current, through merges and splits.</summary>
internal sealed class FollowedCompany(string asked, Action<FollowedCompany> end) : IDisposable
{
    private volatile string[]? keys;
    private volatile Reassignments reassignments = new();

    /// <summary>Of the request.</summary>
    public string Asked => asked;

    public bool IsResolved => keys is not null;

    /// <summary>All that mean the company as far as the read tables know, the canonical one first.</summary>
    public string[] Keys => keys ?? [asked];

    /// <summary>Those that reports say which mean the company, and some that mean another.</summary>
    public IEnumerable<string> KeysSaid => Keys.Concat(Keys.SelectMany(reassignments.KeysTo)).Distinct(StringComparer.Ordinal);

    public void Resolve(string[] meaning) => keys = meaning;

    public void Reassign(Reassignments declared) => reassignments = declared;

    /// <summary>True where a report means the company by a key that it says.</summary>
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
