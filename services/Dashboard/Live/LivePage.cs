using System.Text.Json;
using EventPlatform.Client;

namespace EventPlatform.Dashboard.Live;

/// <summary>A page of changes of facts.</summary>
/// <param name="Redone">The generation, if another one is served: what was shown may have changed.</param>
public sealed record FactChangesPage(IReadOnlyList<FactChange> Items, string Next, int? Redone);

public sealed record FactChange(string Cursor, Fact Fact);

/// <summary>A page of the log.</summary>
public sealed record LogPage(IReadOnlyList<LoggedReport> Items, long Position, string Next);

public sealed record LoggedReport(
    long Position, DateTimeOffset Recordedtime, string Source, string Id, string Type, string Stream, JsonElement Data,
    string? Recordkey = null);

/// <summary>Rows as HTML, each with its cursor.</summary>
public sealed record RenderedPage(IReadOnlyList<RenderedRow> Rows, string Next, bool IsRedone);

public sealed record RenderedRow(string Cursor, string Html);
