namespace EventPlatform.Dashboard.Display;

/// <summary>The terms of a feed whose data a page shows.</summary>
public sealed record Attribution(string Feed, string? Licence, string? Line);
