namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Which letters are meant: those that have everything that is not null here.</summary>
/// <param name="Cause">The error with its variable parts removed, as groups show it.</param>
internal sealed record LetterFilter(
    Guid? Id = null, string? Feed = null, string? Source = null, LetterState? State = null,
    string? Type = null, string? Reason = null, string? Cause = null)
{
    /// <summary>
    /// The parts of an error that vary, and may be content: ids, what is in quotation marks, numbers.
    /// The same in .NET and PostgreSQL.
    /// </summary>
    public const string Variable = """[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\u0027[^\u0027]*\u0027|"[^"]*"|[0-9]+""";

    /// <summary>The error of the letter <c>d</c> without its variable parts.</summary>
    public const string CauseOf = $"regexp_replace(d.error, '{Variable}', '…', 'g')";

    public const string StateOf = "coalesce(d.outcome, case when d.archived_at is null then 'waiting' else 'archived' end)";

    /// <summary>With the feed <c>f</c> that its source belongs to.</summary>
    public const string From =
        """
        log.dead_letters d
        left join lateral (
          select name from access.feeds where d.source = source_prefix or starts_with(d.source, rtrim(source_prefix, '/') || '/')
          order by length(source_prefix) desc limit 1) f on true
        """;

    /// <summary>With <see cref="Values"/> as the first parameters.</summary>
    public const string Condition =
        $"""
        ($1::uuid is null or d.event_id = $1) and ($2::text is null or f.name = $2) and ($3::text is null or d.source = $3)
          and ($4::text is null or {StateOf} = $4) and ($5::text is null or d.type = $5) and ($6::text is null or d.reason = $6)
          and ($7::text is null or {CauseOf} = $7)
        """;

    public IEnumerable<object?> Values() => [Id, Feed, Source, State?.ToString().ToLowerInvariant(), Type, Reason, Cause];
}
