using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>What became of a row: reports, or why it is left out, or everything that is wrong with it: then the reports are those that nothing is wrong with.</summary>
/// <param name="IsAttributed">False for a refused row that may be about any record, because its record key cannot be trusted.</param>
internal sealed record MappedRow(IReadOnlyList<RowReport> Reports, string? Skipped, IReadOnlyList<string> Refusals, bool IsAttributed = true);

/// <summary>A report that a row makes.</summary>
/// <param name="Release">Its own, where columns say so; else that of the run.</param>
internal sealed record RowReport(string Type, string RecordKey, JsonObject Data, Release? Release = null);
