namespace EventPlatform.Contracts;

/// <summary>
/// The catalogue: every report type by its name in CloudEvents <c>type</c>, which is also its name in the log. A class of data is in it by
/// itself.
/// </summary>
public static class ReportTypes
{
    /// <summary>What the log may hold: also what the EventStore notes there itself.</summary>
    public static readonly IReadOnlyDictionary<string, Type> InLog = typeof(ReportData).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ReportData)) && !type.IsAbstract)
        .OrderBy(type => type.IsSubclassOf(typeof(IdentityDeclared))).ThenBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>What may be posted.</summary>
    public static readonly IReadOnlyDictionary<string, Type> ByName =
        InLog.Where(type => !type.Value.IsAssignableTo(typeof(NotedByPlatform))).ToDictionary(type => type.Key, type => type.Value, StringComparer.Ordinal);

    /// <summary>True for what only ops may post.</summary>
    public static bool IsForOps(string type) => ByName[type].IsAssignableTo(typeof(IdentityDeclared));

    /// <summary>True for what becomes facts. Other reports take something back, or declare something about companies.</summary>
    public static bool BecomesFacts(string type) => !IsForOps(type) && ByName[type] != typeof(ReportRetracted);
}
