using EventPlatform.Servers;

namespace EventPlatform.Faults.Checks;

/// <summary>The dead letters are exactly the reports that the clients sent to be refused, each once.</summary>
internal static class DeadLetterChecks
{
    public static async Task<IReadOnlyList<Check>> OfAsync(Workspace workspace, Ledger ledger)
    {
        var kept = await workspace.ListAsync<string[]>("select array[source, id, reason] from log.dead_letters");
        return
        [
            Of("conflicting duplicates kept", "conflicting-duplicate", Kind.Conflict),
            Of("poison in the dead letters", "bad-data", Kind.Poison),
            new("anything else in the dead letters", 0, kept.Count - ledger.Refused.Count, []),
        ];

        Check Of(string what, string reason, Kind kind)
        {
            var found = kept.Where(letter => letter[2] == reason).Select(letter => new Identity(letter[0], letter[1])).ToHashSet();
            var expected = ledger.Refused.Where(report => report.Value == kind).Select(report => report.Key).ToList();
            var missing = expected.Where(report => !found.Contains(report)).ToList();
            return new(what, expected.Count, expected.Count - missing.Count, missing.Select(report => $"missing: {report}"));
        }
    }
}
