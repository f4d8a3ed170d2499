using System.Globalization;

namespace EventPlatform.Query;

/// <summary>A where clause with only the conditions that were asked for, so that the planner sees which index fits.</summary>
internal sealed class Conditions(params IEnumerable<string> always)
{
    private readonly List<string> conditions = [.. always];
    private readonly List<object> values = [];

    public object[] Values => [.. values];

    /// <param name="condition">SQL with ? for the value. Nothing is added if the value is null.</param>
    public Conditions Add(string condition, object? value)
    {
        if (value is not null) conditions.Add(condition.Replace("?", Parameter(value), StringComparison.Ordinal));
        return this;
    }

    public Conditions Add(string condition)
    {
        conditions.Add(condition);
        return this;
    }

    /// <summary>Adds a value and returns its placeholder.</summary>
    public string Parameter(object value)
    {
        values.Add(value);
        return $"${values.Count.ToString(CultureInfo.InvariantCulture)}";
    }

    public override string ToString() => string.Join(" and ", conditions);
}
