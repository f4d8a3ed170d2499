namespace EventPlatform.Hosting.Access;

/// <summary>What ops say of an action: the audit keeps it.</summary>
public static class AuditComment
{
    private const int MaxLength = 500;

    /// <summary>Null if it can be kept.</summary>
    public static string? ProblemOf(string? comment) =>
        string.IsNullOrWhiteSpace(comment) ? "is required"
        : comment.Length > MaxLength ? $"must have at most {MaxLength} characters"
        : UnreadableText.ProblemOf(comment);
}
