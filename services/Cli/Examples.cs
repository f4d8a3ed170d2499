using System.Collections.Frozen;

namespace EventPlatform.Cli;

/// <summary>The example that the help of each command shows.</summary>
internal static class Examples
{
    private static readonly FrozenDictionary<string, string> Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["eventctl status"] = "--watch",
        ["eventctl tail"] = "--type FundingRaised --source /feeds/press",
        ["eventctl facts show"] = "0199c0de-0000-7000-8000-000000000000",
        ["eventctl explain"] = "of=funding groupBy=investor key=xiaomi currency=USD",
        ["eventctl failures"] = "--output json",
        ["eventctl dead-letters list"] = "--feed press --state waiting",
        ["eventctl dead-letters groups"] = "--feed press",
        ["eventctl dead-letters show"] = "0199c0de-0000-7000-8000-000000000000 --data",
        ["eventctl dead-letters redrive"] = "--feed press --type FundingRaised --count 155 --reason 'the feed has registered its sources'",
        ["eventctl dead-letters archive"] = "--feed press --failure conflicting-duplicate --count 12 --reason 'sent again under new ids'",
        ["eventctl dead-letters restore"] = "--feed press --count 12 --reason 'they were not sent again'",
        ["eventctl parked list"] = "--output json",
        ["eventctl parked show"] = "20145",
        ["eventctl parked redrive"] = "--count 1 --reason 'version 1.4.2 can read these reports'",
        ["eventctl tallies list"] = "--output json",
        ["eventctl tallies write-off"] = "'feed press' --missing 3 --reason 'a queue was purged; the feed has sent the hour again'",
        ["eventctl rebuild"] = "--promote",
        ["eventctl generations list"] = "",
        ["eventctl generations compare"] = "2",
        ["eventctl generations promote"] = "2 --dry-run",
        ["eventctl generations discard"] = "1",
        ["eventctl verify"] = "--log-only",
        ["eventctl replay"] = "--from 2026-11-01T00:00:00Z --type FundingRaised --to-file november.ndjson",
        ["eventctl erase"] = "'Jane Doe' --count 12 --reason 'her request of 2026-11-23'",
        ["eventctl streams"] = "--prefix company/xp",
        ["eventctl timeline"] = "--limit 100",
        ["eventctl export"] = "log-2026-11.ndjson",
        ["eventctl restore"] = "log-2026-11.ndjson",
        ["eventctl maintenance on"] = "--reason 'the disk is replaced'",
        ["eventctl maintenance off"] = "",
        ["eventctl maintenance show"] = "",
        ["eventctl doctor"] = "--to-file ticket-4711.zip",
        ["eventctl import"] = "--map deploy/imports/crunchbase-rounds.yaml rounds.csv",
        ["eventctl import init"] = "rounds.csv",
        ["eventctl feeds list"] = "",
        ["eventctl feeds show"] = "press",
        ["eventctl feeds create"] = "press --source /feeds/press --trust 5 --licence CC-BY-4.0",
        ["eventctl feeds update"] = "press --trust 7",
        ["eventctl keys list"] = "--feed press",
        ["eventctl keys create"] = "--name prometheus --role observer",
        ["eventctl keys revoke"] = "0199c0de-0000-7000-8000-000000000000 --feed press",
        ["eventctl companies candidates"] = "--sort score",
        ["eventctl companies merge"] = "xiaopeng xpeng --reason 'two spellings of one name'",
        ["eventctl companies split"] = "xpeng xiaopeng",
        ["eventctl companies reassign"] = "eps eps-india --source /feeds/press",
        ["eventctl companies dismiss"] = "37-signals 37signals",
        ["eventctl audit"] = "--limit 100",
        ["eventctl completion"] = ">~/.eventctl-completion; . ~/.eventctl-completion",
        ["eventctl complete"] = "16 'eventctl dead-le'",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="path">The full name of the command, such as <c>eventctl facts show</c>.</param>
    public static string Of(string path) => $"{path} {Arguments[path]}".TrimEnd();
}
