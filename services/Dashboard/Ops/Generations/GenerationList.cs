namespace EventPlatform.Dashboard.Ops.Generations;

public sealed record GenerationList(IReadOnlyList<Generation> Items);

/// <param name="State">building, ready, served or other-version.</param>
/// <param name="Last">The last position of the log.</param>
public sealed record Generation(int Number, string State, long Position, long Last, bool PromoteWhenReady);

public sealed record Comparison(int Generation, int Served, bool Equal, long Position, IReadOnlyList<ComparedTable> Tables);

public sealed record ComparedTable(
    string Table, long Rows, long OnlyHere, long OnlyServed, IReadOnlyList<System.Text.Json.JsonElement> Examples);
