using System.Collections.Frozen;
using EventPlatform.Contracts;

namespace EventPlatform.Projections.Fold.Facts;

/// <summary>
/// The rules of all report types that become facts: every class in this program that derives from <see cref="FactRule{TData}"/>.
/// </summary>
internal static class FactRules
{
    private static readonly FrozenDictionary<Type, FactRule> ByType = typeof(FactRules).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(FactRule)) && !type.IsAbstract)
        .Select(type => (FactRule)Activator.CreateInstance(type)!).ToFrozenDictionary(rule => rule.DataType);

    public static FactRule Of(ReportData data) =>
        ByType.GetValueOrDefault(data.GetType()) ?? throw new NotSupportedException($"{data.GetType().Name} has no rule");

    public static bool Exists(Type dataType) => ByType.ContainsKey(dataType);

    /// <summary>Also false for data that does not become a fact.</summary>
    public static bool NeedsHistory(ReportData data) => ByType.GetValueOrDefault(data.GetType()) is { NeedsHistory: true };
}
