namespace EventPlatform.Hosting.Access;

/// <summary>The comment of ops on an action, which the audit keeps.</summary>
public static class AuditComment
{
    private const int MaxLength = 500;

    /// <summary>Returns what is wrong with a comment, or null if it can be kept.</summary>
    public static string? ProblemOf(string? comment) =>
        string.IsNullOrWhiteSpace(comment) ? "is required"
        : comment.Length > MaxLength ? $"must have at most {MaxLength} characters"
        : UnreadableText.ProblemOf(comment);
}
