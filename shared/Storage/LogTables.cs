using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace EventPlatform.Storage;

/// <summary>
/// Hashes in the current form for stored reports whose own hash has an older form. A row is added when such a report is sent again and
/// compared.
/// </summary>
internal sealed class RehashedTable : Table
{
    public RehashedTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.rehashed"))
    {
        AddColumn("position", "bigint").AsPrimaryKey();
        AddColumn("hash", "text").NotNull();
    }
}

/// <summary>
/// Reports that could not be stored, kept for ops: bad data that the database refused, and conflicting duplicates. A dead letter is kept
/// forever as it arrived, together with its outcome.
/// </summary>
internal sealed class DeadLettersTable : Table
{
    public DeadLettersTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.dead_letters"))
    {
        AddColumn<string>("source").AsPrimaryKey();
        AddColumn<string>("id").AsPrimaryKey();
        AddColumn<string>("hash").AsPrimaryKey();
        AddColumn<string>("type").NotNull();
        AddColumn<string>("reason").NotNull();
        AddColumn<string>("error").NotNull();
        AddColumn<string>("payload").NotNull();
        AddColumn("at", "timestamptz").NotNull().DefaultValueByExpression("clock_timestamp()");
        AddColumn("event_id", "uuid").NotNull().DefaultValueByExpression("gen_random_uuid()");
        AddColumn("attempts", "bigint").NotNull().DefaultValueByExpression("1");
        AddColumn("last_at", "timestamptz").NotNull().DefaultValueByExpression("clock_timestamp()");
        AddColumn("outcome", "text"); // null while it waits; otherwise stored or duplicate, at this position
        AddColumn("position", "bigint");
        AddColumn("edited", "boolean").NotNull().DefaultValueByExpression("false");
        AddColumn("archived_at", "timestamptz"); // null unless ops archived it; another failure clears it
        Indexes.Add(new IndexDefinition("dead_letters_by_event") { Columns = ["event_id"] });
        Indexes.Add(new IndexDefinition("dead_letters_waiting")
        {
            Columns = ["reason"], Predicate = "outcome is null and archived_at is null",
        });
    }
}

/// <summary>The last number received from each publisher for each sender.</summary>
internal sealed class DeliveriesTable : Table
{
    public DeliveriesTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.deliveries"))
    {
        AddColumn("publisher", "uuid").AsPrimaryKey();
        AddColumn<string>("sender").AsPrimaryKey();
        AddColumn("number", "bigint").NotNull();
        AddColumn("uncounted", "bigint").NotNull(); // reports that an earlier version stored without counting them
        AddColumn("accepted_at", "timestamptz").NotNull();
    }
}

/// <summary>Numbers of reports that never arrived, although later reports of the same publisher and sender did.</summary>
internal sealed class DeliveryGapsTable : Table
{
    public DeliveryGapsTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.delivery_gaps"))
    {
        AddColumn("publisher", "uuid").AsPrimaryKey();
        AddColumn<string>("sender").AsPrimaryKey();
        AddColumn("first", "bigint").AsPrimaryKey();
        AddColumn("last", "bigint").NotNull();
        AddColumn("after_at", "timestamptz"); // when the report before them was accepted; null if there is none
        AddColumn("before_at", "timestamptz").NotNull();
        AddColumn("written_off_at", "timestamptz"); // null unless ops acknowledged the loss
    }
}

/// <summary>The outcomes of the reports of each sender; each report is counted once.</summary>
internal sealed class TalliesTable : Table
{
    public TalliesTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.tallies"))
    {
        AddColumn<string>("sender").AsPrimaryKey();
        AddColumn("since", "timestamptz").NotNull();
        foreach (var count in (string[])["stored", "duplicate", "conflicting", "dead_lettered"]) AddColumn(count, "bigint").NotNull();
    }
}

/// <summary>The number of the last message about refused events from each Ingestion process.</summary>
internal sealed class RefusalReportsTable : Table
{
    public RefusalReportsTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.refusal_reports"))
    {
        AddColumn("publisher", "uuid").AsPrimaryKey();
        AddColumn("number", "bigint").NotNull();
    }
}

/// <summary>The number of refused events of each sender, by reason.</summary>
internal sealed class RefusalsTable : Table
{
    public RefusalsTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.refusals"))
    {
        AddColumn<string>("sender").AsPrimaryKey();
        AddColumn<string>("pointer").AsPrimaryKey();
        AddColumn<string>("detail").AsPrimaryKey();
        AddColumn("count", "bigint").NotNull();
        AddColumn("first", "timestamptz").NotNull();
        AddColumn("last", "timestamptz").NotNull();
    }
}

/// <summary>The latest refused events of each sender, without their data.</summary>
internal sealed class RefusedEventsTable : Table
{
    public RefusedEventsTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.refused_events"))
    {
        AddColumn("event_id", "uuid").AsPrimaryKey();
        AddColumn<string>("sender").NotNull();
        AddColumn("at", "timestamptz").NotNull();
        AddColumn("line", "bigint").NotNull();
        AddColumn("source", "text");
        AddColumn("id", "text");
        AddColumn("type", "text");
        AddColumn("errors", "jsonb").NotNull();
        Indexes.Add(new IndexDefinition("refused_events_by_sender") { Columns = ["sender", "at"] });
    }
}

/// <summary>Every redrive of a dead letter, with its outcome.</summary>
internal sealed class RedrivesTable : Table
{
    public RedrivesTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.redrives"))
    {
        AddColumn("event_id", "uuid").AsPrimaryKey();
        AddColumn("attempt", "bigint").AsPrimaryKey();
        AddColumn("at", "timestamptz").NotNull().DefaultValueByExpression("clock_timestamp()");
        AddColumn<string>("who").NotNull();
        AddColumn("outcome", "text").NotNull();
        AddColumn("position", "bigint");
        AddColumn("error", "text");
        AddColumn("edited", "text"); // the document that replaced the letter's own
    }
}
