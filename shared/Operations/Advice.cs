using System.Collections.Frozen;

namespace EventPlatform.Operations;

/// <summary>What to do about a problem.</summary>
/// <param name="Part">The heading of the section of docs/operations.md that helps.</param>
/// <param name="Command">The first step, if it is a command.</param>
/// <param name="Page">The dashboard page for this step.</param>
/// <param name="Action">The text of the link to that page.</param>
public sealed record Advice(string Part, string? Command = null, string? Page = null, string? Action = null)
{
    private const string Runbook = "docs/operations.md";

    public static readonly Advice Away = new("ServiceDown", "deploy/up, which starts stopped services and restarts hung ones");
    public static readonly Advice NotReady = new("NotReady");
    public static readonly Advice QueueOld = new("QueueOld");
    public static readonly Advice Behind = new("ReadTablesBehind", Page: "/ops/generations", Action: "Look at the read tables");
    public static readonly Advice Letters =
        new("DeadLetters", "deploy/eventctl dead-letters groups", "/ops/failures", "Look at the failures by cause");
    public static readonly Advice Parked =
        new("GroupsParked", "deploy/eventctl parked list", "/ops/generations#parked", "Look at the parked groups");
    public static readonly Advice FullDisk = new("A full disk");
    private static readonly Advice Degraded = new("Degraded");

    private static readonly FrozenDictionary<string, Advice> OfChecks = new Dictionary<string, Advice>(StringComparer.Ordinal)
    {
        ["postgres"] = NotReady,
        ["broker"] = NotReady,
        ["publishing"] = new("PostsNotTaken"),
        ["maintenance"] = new(
            "Maintenance", "deploy/eventctl maintenance off, once the work is done", "/ops/access/maintenance",
            "Turn it off once the work is done"),
        ["eventstore"] = Degraded,
        ["keys"] = Degraded,
        ["query"] = Degraded,
        ["append"] = QueueOld,
        ["positions"] = new("The sequence is behind the log"),
        ["log"] = NotReady,
        ["access"] = NotReady,
        ["missing"] = new(
            "Reports that never came", "deploy/eventctl tallies list", "/ops/failures/missing", "Look at the missing reports"),
        ["content"] = new("Changed by hand", "deploy/eventctl verify --log-only"),
        ["changes"] = new("Changed by hand", "deploy/eventctl rebuild --promote", "/ops/generations", "Build the read tables anew"),
        ["projections"] = Behind,
        ["progress"] = Behind,
        ["parked"] = Parked,
        ["candidates"] = Degraded,
        ["read-tables"] = Behind,
        ["freshness"] = Behind,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Texts in the reason of a check that point to a full disk or an unavailable database, which must be repaired first.
    /// </summary>
    private static readonly (string Text, Advice Advice)[] Signs =
    [
        ("No space left", FullDisk), ("(53100)", FullDisk),
        ("Postgres has not answered", NotReady), ("Postgres does not answer", NotReady), ("Postgres cannot be reached", NotReady),
    ];

    public static IEnumerable<Advice> All => [Away, NotReady, QueueOld, Behind, Letters, Parked, FullDisk, .. OfChecks.Values];

    /// <summary>A link to the section.</summary>
    public string Link => $"{Runbook}#{Part.ToLowerInvariant().Replace(' ', '-')}";

    public static bool Knows(string check) => OfChecks.ContainsKey(check);

    /// <param name="why">The reason that the check reports.</param>
    public static Advice Of(string check, string why) =>
        Signs.FirstOrDefault(sign => why.Contains(sign.Text, StringComparison.Ordinal)).Advice
            ?? OfChecks.GetValueOrDefault(check, NotReady);
}
