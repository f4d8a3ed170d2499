using EventPlatform.Dashboard.Display;

namespace EventPlatform.Dashboard.Search;

/// <summary>The results of a search, the best match first.</summary>
public sealed record HitList(IReadOnlyList<Hit> Items, long Position, IReadOnlyList<Attribution> Attributions, string? Next);

/// <param name="Kind"><c>company</c>, <c>person</c>, <c>product</c> or <c>plant</c>.</param>
public sealed record Hit(string Kind, string Key, string Name, string? Company, bool IsInvestor);
