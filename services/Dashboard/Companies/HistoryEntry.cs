using System.Text.Json;
using EventPlatform.Client;
using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Companies;

public sealed record HistoryList(IReadOnlyList<HistoryEntry> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

public sealed record DiffList(
    long From, IReadOnlyList<HistoryEntry> Keys, IReadOnlyList<HistoryEntry> Items, long Position,
    IReadOnlyList<Attribution> Attributions, string? Next);

/// <summary>A change in what is known about a company, and the report that caused it.</summary>
public sealed record HistoryEntry(
    long Position, DateTimeOffset Recordedtime, string Change, CausingReport Report, Fact? Fact, IReadOnlyList<ValueChange>? Changes,
    string? Key, string? Canonical);

public sealed record CausingReport(string Source, string Id, string Type);

/// <param name="Pointer">JSON pointer into the fact.</param>
public sealed record ValueChange(string Pointer, JsonElement? Before, JsonElement? After);
