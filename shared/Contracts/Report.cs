using System.Text.Json.Serialization;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts;

/// <summary>One event from one feed, as the log keeps it. Identity is (<see cref="Source"/>, <see cref="Id"/>).</summary>
public interface IReport
{
    /// <summary>CloudEvents <c>source</c>: the feed, a URI reference.</summary>
    string Source { get; }

    /// <summary>CloudEvents <c>id</c>, unique within the source.</summary>
    string Id { get; }

    /// <summary>CloudEvents <c>time</c>, where the feed sent one.</summary>
    DateTimeOffset? Time { get; }

    /// <summary>The thing that the feed reports on over time; null: the report is its own record.</summary>
    string? RecordKey { get; }

    /// <summary>The feed's own order within the record.</summary>
    string? Sequence { get; }

    /// <summary>The feed's release that it came with.</summary>
    string? Release { get; }

    /// <summary>See <see cref="Validation.ContentHash"/>: equal where the content is equal.</summary>
    string ContentHash { get; }

    ReportData Data { get; }
}

/// <inheritdoc cref="IReport"/>
public sealed record Report<T>(
    string Source, string Id, string ContentHash, T Data, [property: JsonConverter(typeof(Rfc3339.Instant))] DateTimeOffset? Time = null, string? RecordKey = null, string? Sequence = null, string? Release = null)
    : IReport
    where T : ReportData
{
    /// <summary>The version of the type's schema that the data is in.</summary>
    [JsonPropertyName(Upcasts.Version), JsonPropertyOrder(-1)] public int Version { get; init; } = SchemaVersions.Newest(typeof(T).Name);

    ReportData IReport.Data => Data;
}
