using Npgsql;

namespace EventPlatform.Storage;

/// <summary>Errors that come from the state of the Postgres server or from the network. The same statement can succeed later.</summary>
public static class PostgresOutage
{
    public const string NoAnswer = "The database does not answer.";

    /// <summary>
    /// True if a use of Postgres threw this. Npgsql throws TimeoutException itself while it loads the server's types on the first
    /// connection.
    /// </summary>
    public static bool Caused(Exception error) => error is NpgsqlException or TimeoutException;

    /// <summary>Returns one line with the reason why Postgres could not be used, without addresses or credentials.</summary>
    public static string Describe(Exception error) => error switch
    {
        PostgresException postgres => $"Postgres refuses: {postgres.MessageText} ({postgres.SqlState})",
        NpgsqlException { InnerException: TimeoutException } when error.Message.Contains("pool", StringComparison.Ordinal) =>
            "Postgres does not answer: every connection is in use",
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => "Postgres has not answered in time",
        NpgsqlException { InnerException: { } inner } => $"Postgres cannot be reached: {inner.Message}",
        NpgsqlException => $"Postgres cannot be reached: {error.Message}",
        _ => error.Message,
    };

    /// <summary>Returns one sentence for a client, or null for any other error.</summary>
    public static string? Explain(Exception error) => error switch
    {
        PostgresException postgres => Explain(postgres.SqlState),
        NpgsqlException or TimeoutException => NoAnswer,
        _ => null,
    };

    /// <param name="sqlState">One of <see href="https://www.postgresql.org/docs/current/errcodes-appendix.html"/>.</param>
    private static string? Explain(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database is read-only.",
        PostgresErrorCodes.DiskFull => "The disk of the database is full.",
        PostgresErrorCodes.TooManyConnections => "The database has no connection left.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow =>
            "The database is starting or stopping.",
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => "The database took too long.",
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.InvalidCatalogName =>
            "The database is not set up as this version needs it.",
        PostgresErrorCodes.UniqueViolation => "The database contains a row that contradicts this change.",
        _ => sqlState[..2] switch
        {
            "08" => NoAnswer,
            "28" => "The database refuses the service's user name or password.",
            "40" => "The database was busy with a conflicting change.",
            "53" or "58" or "XX" => "The database is short of a resource, or damaged.",
            "55" => "The database is not in a state that allows this.",
            "57" => "An operator stopped the statement.",
            _ => null,
        },
    };
}
