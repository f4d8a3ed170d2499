namespace EventPlatform.Query.Companies;

/// <summary>A company that someone follows, by every key that means it: <see cref="FollowedCompanies"/> keeps them current, through merges and splits.</summary>
internal sealed class FollowedCompany(string asked, Action<FollowedCompany> end) : IDisposable
{
    private volatile string[]? keys;

    /// <summary>Of the request.</summary>
    public string Asked => asked;

    public bool IsResolved => keys is not null;

    /// <summary>All that mean the company as far as the read tables know, the canonical one first.</summary>
    public string[] Keys => keys ?? [asked];

    public void Resolve(string[] meaning) => keys = meaning;

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
