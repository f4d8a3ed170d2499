using System.Text.Json;

namespace EventPlatform.Dashboard.Ops.Timeline;

public sealed record TimelineList(IReadOnlyList<Happened> Items, string? Next = null);

public sealed record Happened(DateTimeOffset At, string What, string Who, JsonElement Detail, string? Person = null);

public sealed record AuditList(IReadOnlyList<AuditEntry> Items, string? Next = null);

public sealed record AuditEntry(
    long Number, DateTimeOffset At, string Who, string? Key, string? Origin, string Action, JsonElement Detail, string? Person = null);
