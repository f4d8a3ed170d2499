using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EventPlatform.Contracts;
using EventPlatform.Storage;

namespace EventPlatform.Query.Companies;

/// <summary>
/// The companies that have followers now. A reader calls <c>LookAsync</c> first, in the same state of the read tables, so that no item is
/// newer than the meaning of the keys that it is matched with. Changed links are read once for all followers, and only if there are any.
/// </summary>
internal sealed class FollowedCompanies(ReadTables tables) : IDisposable
{
    private static readonly string Moved =
        $"select key, canonical from links where case known_to when {ReadModel.Open} then known_from else known_to end > $1";

    private static readonly string Meaning =
        $"""
        select k.key, array[coalesce(own.canonical, k.key)] || array(
          select l.key from links l where l.canonical = coalesce(own.canonical, k.key) and l.known_to = {ReadModel.Open})
        from unnest($1::text[]) k (key) left join links own on own.key = k.key and own.known_to = {ReadModel.Open}
        """;

    private static readonly string Declared =
        $"select position, data::text from declarations where type = '{nameof(CompanyReassigned)}' and position > $1 order by position";

    private readonly ConcurrentDictionary<FollowedCompany, bool> followed = new();
    private readonly SemaphoreSlim gate = new(1);
    private (int Generation, long Position) looked;
    private (int Generation, long Position) known;
    private Reassignments reassignments = new();

    /// <summary>Follows a company until the result is disposed.</summary>
    [return: NotNullIfNotNull(nameof(key))]
    public FollowedCompany? Follow(string? key)
    {
        if (key is null) return null;
        var company = new FollowedCompany(key, ended => followed.TryRemove(ended, out _));
        followed[company] = true;
        return company;
    }

    /// <summary>Updates the keys of all followed companies. While there are no read tables, each key means itself.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        if (followed.IsEmpty) return;
        try
        {
            await using var session = await tables.OpenAsync(ct);
            await LookAsync(session, ct);
        }
        catch (NotBuiltException)
        {
            // The next look tries again
        }
    }

    public async Task LookAsync(ReadSession session, CancellationToken ct)
    {
        if (followed.IsEmpty) return;
        await gate.WaitAsync(ct);
        try
        {
            await LearnAsync(session, ct);
            var moved = await MovedAsync(session, ct);
            var touched = followed.Select(pair => pair.Key)
                .Where(company => !company.IsResolved || moved is null || company.Keys.Any(moved.Contains))
                .ToLookup(company => company.Asked, StringComparer.Ordinal);
            if (touched.Count > 0)
            {
                var meanings = await session.ListAsync(
                    Meaning, [touched.Select(companies => companies.Key).ToArray()],
                    row => (Key: row.GetString(0), Keys: row.GetFieldValue<string[]>(1)), ct);
                foreach (var (key, keys) in meanings)
                {
                    foreach (var company in touched[key]) company.Resolve(keys);
                }
            }

            foreach (var company in followed.Keys) company.Reassign(reassignments);
            // An older session sets this back, so that the next look applies the changes since then to companies that it resolved
            if (touched.Count > 0 || moved is null || session.Position > looked.Position) looked = (session.Generation, session.Position);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Reads new declarations into a copy, because others read the present ones meanwhile.</summary>
    private async Task LearnAsync(ReadSession session, CancellationToken ct)
    {
        var isOther = session.Generation != known.Generation;
        if (!isOther && session.Position <= known.Position) return;
        var declared = await session.ListAsync(Declared, [isOther ? 0L : known.Position],
            row => (
                Position: row.GetInt64(0),
                Data: JsonSerializer.Deserialize<CompanyReassigned>(row.GetString(1), ContractJson.Options)!), ct);
        if (isOther || declared.Count > 0) reassignments = isOther ? new() : reassignments.Copy();
        foreach (var (position, data) in declared) reassignments.Add(position, data);
        known = (session.Generation, session.Position);
    }

    /// <summary>
    /// Returns the keys that changed their company since the last look, and those companies; null if any key may have changed.
    /// </summary>
    private async Task<HashSet<string>?> MovedAsync(ReadSession session, CancellationToken ct)
    {
        if (session.Generation != looked.Generation) return null;
        if (session.Position <= looked.Position) return [];
        var rows = await session.ListAsync(Moved, [looked.Position], row => new[] { row.GetString(0), row.GetString(1) }, ct);
        return rows.SelectMany(row => row).ToHashSet(StringComparer.Ordinal);
    }
}
