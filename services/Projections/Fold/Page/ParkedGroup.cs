namespace EventPlatform.Projections.Fold.Page;

/// <summary>A group whose fold failed, or that touched such a group. Its facts do not change from this position on.</summary>
internal sealed record ParkedGroup(string Group, string? Company, long Position, string Error);
