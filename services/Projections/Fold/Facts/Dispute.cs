using System.Text.Json;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>A value in which the sources of a fact do not agree.</summary>
/// <param name="Value">The name of the value, such as amount.</param>
/// <param name="Said">The values of the sources; the one that is shown comes first.</param>
internal sealed record Dispute(string Value, IReadOnlyList<DisputedValue> Said);

/// <param name="Sources">The sources that give it.</param>
internal sealed record DisputedValue(JsonElement Value, IReadOnlyList<string> Sources);
