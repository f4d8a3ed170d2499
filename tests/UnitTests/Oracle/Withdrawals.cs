using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The reports that are withdrawn by retractions by id (R7 and R8).</summary>
internal sealed class Withdrawals(IReadOnlyList<IReport> log)
{
    private readonly List<IReport> retractions = [.. log.Where(report => report.Data is ReportRetracted { Target.Id: not null })];

    public bool IsWithdrawn(IReport report) => retractions.Any(retraction => Names(retraction, report) && IsInEffect(retraction));

    private bool IsInEffect(IReport retraction) => !IsOfCircle(retraction) && !IsWithdrawn(retraction);

    private bool IsOfCircle(IReport retraction)
    {
        var next = retraction;
        for (var steps = 0; steps <= retractions.Count && next is not null; steps++)
        {
            next = retractions.Find(other => Names(next, other));
            if (next == retraction) return true;
        }

        return false;
    }

    private static bool Names(IReport retraction, IReport report) =>
        retraction.Source == report.Source && ((ReportRetracted)retraction.Data).Target.Id == report.Id;
}
