using System.Text.Json.Serialization;

namespace EventPlatform.EventStore;

/// <summary>A list as every service answers it.</summary>
/// <param name="Next">Cursor of the next page; absent on the last, and where there are no pages.</param>
internal sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null)
{
    /// <param name="found">One more than the limit if there are more.</param>
    /// <param name="cursor">Of an item, after which the next page begins.</param>
    public static Page<T> Of(IReadOnlyList<T> found, int limit, Func<T, string> cursor) =>
        new([.. found.Take(limit)], found.Count > limit ? cursor(found[limit - 1]) : null);

    public Page<TOther> Select<TOther>(Func<T, TOther> select) => new([.. Items.Select(select)], Next);
}
