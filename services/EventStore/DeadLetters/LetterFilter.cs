namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Selects letters: they must match every member that is not null.</summary>
/// <param name="Cause">The error with its variable parts removed, as groups show it.</param>
internal sealed record LetterFilter(
    Guid? Id = null, string? Feed = null, string? Source = null, LetterState? State = null,
    string? Type = null, string? Reason = null, string? Cause = null)
{
    /// <summary>The timeout of a statement over many letters.</summary>
    public const int StatementSeconds = 30;

    /// <summary>The error of the letter <c>d</c> without its variable parts: ids, quoted texts and numbers.</summary>
    public const string CauseOf =
        """regexp_replace(d.error, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|''[^'']*''|"[^"]*"|[0-9]+', '…', 'g')""";

    public const string StateOf = "coalesce(d.outcome, case when d.archived_at is null then 'waiting' else 'archived' end)";

    /// <summary>The letters <c>d</c>, each with the feed <c>f</c> that its source belongs to.</summary>
    public const string From =
        """
        log.dead_letters d
        left join lateral (
          select name from access.feeds where d.source = source_prefix or starts_with(d.source, rtrim(source_prefix, '/') || '/')
          order by length(source_prefix) desc limit 1) f on true
        """;

    /// <summary>Returns the condition, which uses <see cref="Values"/> as the first parameters.</summary>
    public string Where() =>
        $"""
        ($1::uuid is null or d.event_id = $1) and ($2::text is null or f.name = $2) and ($3::text is null or d.source = $3)
          and ($4::text is null or d.type = $4) and ($5::text is null or d.reason = $5) and ($6::text is null or {CauseOf} = $6)
          and {InState()}
        """;

    public IEnumerable<object?> Values() => [Id, Feed, Source, Type, Reason, Cause];

    /// <summary>Returns the condition as literal SQL, so that Postgres can use the index of waiting letters.</summary>
    private string InState() => State switch
    {
        null => "true",
        LetterState.Waiting => "d.outcome is null and d.archived_at is null",
        LetterState.Archived => "d.outcome is null and d.archived_at is not null",
        { } ended => $"d.outcome = '{ended.ToString().ToLowerInvariant()}'",
    };
}
