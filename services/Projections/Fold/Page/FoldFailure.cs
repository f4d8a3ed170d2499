namespace EventPlatform.Projections.Fold.Page;

internal static class FoldFailure
{
    /// <summary>
    /// Describes an error for operators. Reports are validated before they are stored, so a missing part was removed afterwards.
    /// </summary>
    public static string Describe(Exception error) => error is NullReferenceException
        ? "the report lacks a required part of its type: somebody may have changed it in the log"
        : error.Message;
}
