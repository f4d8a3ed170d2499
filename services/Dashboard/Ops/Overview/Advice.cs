namespace EventPlatform.Dashboard.Ops.Overview;

/// <summary>What to do about a problem.</summary>
/// <param name="Text">In the words of the runbook.</param>
/// <param name="Page">Of the dashboard, where it can be done there.</param>
public sealed record Advice(string Text, string? Page = null)
{
    public static readonly Advice Away = new("deploy/up starts what has ended, and anew what hangs. docs/operations.md, ServiceDown");
    public static readonly Advice NotReady = new("docs/operations.md, NotReady");
    public static readonly Advice QueueOld = new("docs/operations.md, QueueOld");
    public static readonly Advice Behind = new("docs/operations.md, ReadTablesBehind", "/ops/generations");
    public static readonly Advice Letters = new("Look at the failures by cause", "/ops/failures");
    public static readonly Advice Parked = new("Look at the parked groups", "/ops/generations");
    public static readonly Advice FullDisk = new("docs/operations.md, A full disk");
    private static readonly Advice Degraded = new("docs/operations.md, Degraded");

    /// <summary>About a check of readiness.</summary>
    public static Advice Of(string check) => check switch
    {
        "publishing" => new("docs/operations.md, PostsNotTaken"),
        "maintenance" => new("Turn maintenance off once the work is done", "/ops/access/maintenance"),
        "eventstore" or "keys" or "candidates" => Degraded,
        "append" => QueueOld,
        "positions" => new("docs/operations.md, The sequence is behind the log"),
        "missing" => new("docs/operations.md, Reports that never came", "/ops/failures/missing"),
        "content" => new("eventctl verify --log-only. docs/operations.md, Changed by hand"),
        "changes" => new("Build the read tables anew", "/ops/generations"),
        "projections" or "progress" or "read-tables" or "freshness" => Behind,
        "parked" => Parked,
        _ => NotReady,
    };
}
