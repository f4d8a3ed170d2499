namespace EventPlatform.Dashboard.Ops.Access;

public sealed record FeedList(IReadOnlyList<RegisteredFeed> Items);

public sealed record RegisteredFeed(
    string Name, string SourcePrefix, int Trust, string? Licence, string? Attribution, IReadOnlyList<string> Overlaps);

public sealed record KeyList(IReadOnlyList<IssuedKey> Items);

public sealed record IssuedKey(Guid Id, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

public sealed record NewKey(Guid Id, string Name, string Role, string Key);

public sealed record MaintenanceState(OngoingMaintenance? Maintenance);

public sealed record OngoingMaintenance(DateTimeOffset Since, string Who, string Reason);
