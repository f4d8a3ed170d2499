using System.Text.Json.Serialization;
using EventPlatform.Contracts.Versions;

namespace EventPlatform.Contracts;

/// <summary>An event from a feed, as the log keeps it. Its identity is (<see cref="Source"/>, <see cref="Id"/>).</summary>
public interface IReport
{
    /// <summary>CloudEvents <c>source</c>: the feed, a URI reference.</summary>
    string Source { get; }

    /// <summary>CloudEvents <c>id</c>, unique within the source.</summary>
    string Id { get; }

    /// <summary>CloudEvents <c>time</c>, if the feed sent one.</summary>
    DateTimeOffset? Time { get; }

    /// <summary>Identifies what the feed reports on over time; if it is null, the report is a record of its own.</summary>
    string? RecordKey { get; }

    /// <summary>The feed's own order within the record.</summary>
    string? Sequence { get; }

    /// <summary>The release of the feed that the report came with.</summary>
    string? Release { get; }

    /// <summary>Equal if the content is equal; see <see cref="Validation.ContentHash"/>.</summary>
    string ContentHash { get; }

    ReportData Data { get; }
}

/// <inheritdoc cref="IReport"/>
public sealed record Report<T>(
    string Source, string Id, string ContentHash, T Data, [property: JsonConverter(typeof(Rfc3339.Instant))] DateTimeOffset? Time = null,
    string? RecordKey = null, string? Sequence = null, string? Release = null)
    : IReport
    where T : ReportData
{
    /// <summary>The version of the type's schema in which the data is written.</summary>
    [JsonPropertyName(Upcasts.Version), JsonPropertyOrder(-1)] public int Version { get; init; } = SchemaVersions.Newest(typeof(T).Name);

    ReportData IReport.Data => Data;
}
