using EventPlatform.Faults.Checks;

namespace EventPlatform.Faults;

/// <summary>Prints the checks, the kills or the outage, and the throughput of the run.</summary>
internal static class ResultTable
{
    public static void Print(FaultRun run, IReadOnlyList<Check> checks)
    {
        var width = checks.Max(check => check.What.Length);
        Console.WriteLine($"\n{"check".PadRight(width)}  {"expected",10}  {"found",10}");
        foreach (var check in checks)
            Console.WriteLine($"{check.What.PadRight(width)}  {check.Expected,10}  {check.Found,10}  {(check.Holds ? "ok" : "WRONG")}");

        Console.WriteLine();
        foreach (var finding in run.Outage?.Findings ?? []) Console.WriteLine(finding);
        if (run.Outage is null) PrintKills(run);

        var (ledger, seconds) = (run.Ledger, run.Posting.TotalSeconds);
        Console.WriteLine(
            $"\n{ledger.Acknowledged} reports in {seconds:0.0} s, faults included: {ledger.Acknowledged / seconds:0} a second; {ledger.Answers} bodies, "
            + $"{ledger.Retries} sent again, the longest wait for an answer {ledger.LongestWait.TotalSeconds:0.0} s; {ledger.Duplicates} duplicates, {ledger.Refused.Count} conflicting or poisoned on purpose");
        Console.WriteLine(
            checks.All(check => check.Holds)
                ? "All checks hold."
                : $"{checks.Count(check => !check.Holds)} of {checks.Count} checks do not hold.");
    }

    private static void PrintKills(FaultRun run)
    {
        Console.WriteLine($"{"killed",-12}  {"times",5}  {"longest until every service was ready again",10}");
        foreach (var victim in run.Kills.All.GroupBy(kill => kill.Victim).OrderBy(victim => victim.Key, StringComparer.Ordinal))
            Console.WriteLine($"{victim.Key,-12}  {victim.Count(),5}  {Longest(victim)}");
        Console.WriteLine($"{"all",-12}  {run.Kills.All.Count,5}  {Longest(run.Kills.All)}");
    }

    private static string Longest(IEnumerable<Kill> kills) =>
        kills.Any(kill => kill.Back is null)
            ? "never"
            : $"{kills.Select(kill => (kill.Back!.Value - kill.At).TotalSeconds).DefaultIfEmpty().Max():0.0} s";
}
