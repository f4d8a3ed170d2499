using System.Text.Json.Serialization;

namespace EventPlatform.EventStore;

/// <summary>A list in the form in which every service returns it.</summary>
/// <param name="Next">The cursor of the next page; absent on the last page, and if there are no pages.</param>
internal sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null)
{
    /// <param name="found">The items, one more than the limit if there are more.</param>
    /// <param name="cursor">Returns the cursor of an item, after which the next page begins.</param>
    public static Page<T> Of(IReadOnlyList<T> found, int limit, Func<T, string> cursor) =>
        new([.. found.Take(limit)], found.Count > limit ? cursor(found[limit - 1]) : null);

    public Page<TOther> Select<TOther>(Func<T, TOther> select) => new([.. Items.Select(select)], Next);
}
