namespace EventPlatform.Dashboard.Ops.Generations;

public sealed record GenerationList(IReadOnlyList<Generation> Items);

/// <param name="State">building, ready, served or other-version.</param>
/// <param name="Last">Where the log ends.</param>
public sealed record Generation(int Number, string State, long Position, long Last, bool PromoteWhenReady);

public sealed record ParkedList(IReadOnlyList<ParkedGroup> Items);

/// <summary>Records whose facts stand still from a report on.</summary>
public sealed record ParkedGroup(
    string Group, string? Company, long Position, string Type, DateTimeOffset RecordedTime, string Source, string Id, string Error);

public sealed record Comparison(int Generation, int Served, bool Equal, long Position, IReadOnlyList<ComparedTable> Tables);

public sealed record ComparedTable(
    string Table, long Rows, long OnlyHere, long OnlyServed, IReadOnlyList<System.Text.Json.JsonElement> Examples);
