using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace EventPlatform.Storage;

/// <summary>Every report that was ever stored, by identity: what makes a second copy a duplicate.</summary>
internal sealed class InboxTable : Table
{
    public InboxTable() : base(PostgresqlProvider.Instance.Parse($"{ReportLog.Schema}.inbox"))
    {
        AddColumn<string>("source").AsPrimaryKey();
        AddColumn<string>("id").AsPrimaryKey();
        AddColumn<string>("hash").NotNull();
        AddColumn<long>("position").NotNull();
    }
}

/// <summary>Reports that could not be stored, kept for ops: bad data that the database refused, and conflicting duplicates.</summary>
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
    }
}
