using System.Collections.Frozen;

namespace EventPlatform.Cli.Ops.Status;

/// <summary>What to do about each check of readiness that is not healthy, and about what waits too long.</summary>
internal static class Advice
{
    public const string Away = "deploy/up starts what has ended, and anew what hangs; docs/operations.md#servicedown";
    public const string NotReady = "docs/operations.md#notready";
    public const string QueueOld = "docs/operations.md#queueold";
    public const string Behind = "docs/operations.md#readtablesbehind";
    public const string Letters = "eventctl dead-letters groups; docs/operations.md#deadletters";
    public const string Parked = "eventctl parked list; docs/operations.md#groupsparked";
    public const string FullDisk = "docs/operations.md#a-full-disk";
    private const string Degraded = "docs/operations.md#degraded";

    private static readonly FrozenDictionary<string, string> OfChecks = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["postgres"] = NotReady,
        ["broker"] = NotReady,
        ["publishing"] = "docs/operations.md#postsnottaken",
        ["maintenance"] = "eventctl maintenance off, once the work is done",
        ["eventstore"] = Degraded,
        ["keys"] = Degraded,
        ["query"] = Degraded,
        ["append"] = QueueOld,
        ["positions"] = "docs/operations.md#the-sequence-is-behind-the-log",
        ["log"] = NotReady,
        ["access"] = NotReady,
        ["missing"] = "eventctl tallies list; docs/operations.md#reports-that-never-came",
        ["content"] = "eventctl verify --log-only; docs/operations.md#changed-by-hand",
        ["changes"] = "eventctl rebuild --promote; docs/operations.md#changed-by-hand",
        ["projections"] = Behind,
        ["progress"] = Behind,
        ["parked"] = Parked,
        ["candidates"] = Degraded,
        ["read-tables"] = Behind,
        ["freshness"] = Behind,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All that it knows.</summary>
    public static IEnumerable<string> All => [Away, NotReady, QueueOld, Behind, Letters, Parked, FullDisk, .. OfChecks.Values];

    public static bool Knows(string check) => OfChecks.ContainsKey(check);

    public static string Of(string check) => OfChecks.GetValueOrDefault(check, NotReady);
}
