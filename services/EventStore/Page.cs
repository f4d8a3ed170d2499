using System.Text.Json.Serialization;

namespace EventPlatform.EventStore;

/// <summary>A list as every service answers it.</summary>
/// <param name="Next">Cursor of the next page; absent on the last, and where there are no pages.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next = null);
