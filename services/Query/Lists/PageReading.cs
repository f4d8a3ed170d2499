using System.Globalization;
using Npgsql;

namespace EventPlatform.Query.Lists;

/// <summary>Items of a page, and whether there are more after them.</summary>
internal sealed record ReadPage<T>(IReadOnlyList<T> Items, bool HasMore)
{
    /// <summary>The cursor of the next page, made of the last item; null on the last page.</summary>
    public string? Next(Func<T, string> cursor) => HasMore ? cursor(Items[^1]) : null;
}

/// <summary>How many items come before a page.</summary>
internal sealed record Offset(int Value);

/// <summary>Reads pages that are limited in items and in bytes, so that large items do not fill the memory.</summary>
internal static class PageReading
{
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <param name="sql">SQL that asks for one row more than <paramref name="limit"/>.</param>
    /// <param name="bytes">Returns the approximate size of an item in an answer. The first item is taken whatever its size.</param>
    public static async Task<ReadPage<T>> PageAsync<T>(
        this ReadSession session, string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, int limit, Func<T, long> bytes,
        CancellationToken ct)
    {
        var items = new List<T>();
        var (left, hasMore) = ((long)MaxBytes, false);
        await session.ReadAsync(sql, parameters, row =>
        {
            var item = items.Count < limit ? read(row) : default;
            hasMore = items.Count == limit || ((left -= bytes(item!)) < 0 && items.Count > 0);
            if (!hasMore) items.Add(item!);
            return !hasMore;
        }, ct);
        return new(items, hasMore);
    }

    /// <summary>Reads how many items the earlier pages had, for a list that is made anew for each page.</summary>
    public static Offset? ReadOffset(IReadOnlyList<string> parts) =>
        parts is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new(value) : null;

    /// <summary>Makes a page of items that are read already.</summary>
    public static ReadPage<T> PageOf<T>(IReadOnlyList<T> rest, int limit) => new([.. rest.Take(limit)], rest.Count > limit);
}
