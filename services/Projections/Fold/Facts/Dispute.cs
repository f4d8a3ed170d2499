using System.Text.Json;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>A value in which the sources of a fact do not agree.</summary>
/// <param name="Value">Its name, such as amount.</param>
/// <param name="Said">The value that is shown comes first.</param>
internal sealed record Dispute(string Value, IReadOnlyList<DisputedValue> Said);

/// <param name="Sources">The sources that give it.</param>
internal sealed record DisputedValue(JsonElement Value, IReadOnlyList<string> Sources);
