namespace EventPlatform.Projections.Fold.Page;

internal static class FoldFailure
{
    /// <summary>For operators. Reports are validated before they are stored, so what is missing was taken out afterwards.</summary>
    public static string Describe(Exception error) => error is NullReferenceException
        ? "the report lacks what every report of its type has: somebody may have changed it in the log"
        : error.Message;
}
