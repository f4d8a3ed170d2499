namespace EventPlatform.Contracts;

/// <summary>
/// The catalogue of report types, by the name in CloudEvents <c>type</c>, which is also the name in the log. Every subclass of
/// <see cref="ReportData"/> is in it automatically.
/// </summary>
public static class ReportTypes
{
    /// <summary>All types that the log can contain, including those that the EventStore appends itself.</summary>
    public static readonly IReadOnlyDictionary<string, Type> InLog = typeof(ReportData).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(ReportData)) && !type.IsAbstract)
        .OrderBy(type => type.IsSubclassOf(typeof(IdentityDeclared))).ThenBy(type => type.Name, StringComparer.Ordinal)
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The types that can be posted.</summary>
    public static readonly IReadOnlyDictionary<string, Type> ByName =
        InLog.Where(type => !type.Value.IsAssignableTo(typeof(NotedByPlatform)))
            .ToDictionary(type => type.Key, type => type.Value, StringComparer.Ordinal);

    /// <summary>True for the types that only ops may post.</summary>
    public static bool IsForOps(string type) => ByName[type].IsAssignableTo(typeof(IdentityDeclared));

    /// <summary>True for the types that become facts. The others take something back, or declare something about companies.</summary>
    public static bool BecomesFacts(string type) => !IsForOps(type) && ByName[type] != typeof(ReportRetracted);
}
