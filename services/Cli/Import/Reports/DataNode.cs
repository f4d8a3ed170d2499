using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>A place in the data of a report, filled in for each row; null where the row says nothing for it.</summary>
internal abstract class DataNode
{
    /// <summary>False for constants: they alone don't make an object worth having.</summary>
    public abstract bool DependsOnRow { get; }

    public abstract JsonNode? Fill(Scope scope, string pointer);
}

/// <summary>An object; left out where <c>when</c> says so, or, unless a report needs it, where none of its fields that depend on the row is there.</summary>
internal sealed class DataObject(IReadOnlyList<KeyValuePair<string, DataNode>> fields, Condition? when, bool isRequired) : DataNode
{
    private readonly DataNode? currency = fields.FirstOrDefault(field => field.Key == "currency").Value;

    public override bool DependsOnRow { get; } = when is not null || fields.Any(field => field.Value.DependsOnRow);

    public override JsonNode? Fill(Scope scope, string pointer)
    {
        if (when?.Holds(scope, pointer) == false) return null;
        // The currency comes first: the signs of the amount are held against it
        if (currency is not null) scope.Currency = (string?)currency.Fill(scope, $"{pointer}/currency");
        var filled = new JsonObject();
        var saysSomething = !DependsOnRow;
        foreach (var (name, node) in fields)
        {
            if (node.Fill(scope, $"{pointer}/{name}") is not { } value) continue;
            filled.Add(name, value);
            saysSomething |= node.DependsOnRow;
        }

        scope.Currency = null;
        return saysSomething || isRequired || when is not null ? filled : null;
    }
}

/// <summary>A list with an entry for each item that there is.</summary>
internal sealed class DataList(IReadOnlyList<DataNode> items) : DataNode
{
    public override bool DependsOnRow { get; } = items.Any(item => item.DependsOnRow);

    public override JsonNode? Fill(Scope scope, string pointer)
    {
        var filled = items.Select((item, index) => item.Fill(scope, $"{pointer}/{index}")).Where(item => item is not null).ToArray();
        return filled.Length > 0 ? new JsonArray(filled) : null;
    }
}

/// <summary>A text that names several, split at any of some marks: an entry for each part, which <c>{item}</c> and <c>{number}</c> stand for.</summary>
internal sealed class DataSplit(Expression text, IReadOnlyList<string> marks, DataNode each) : DataNode
{
    private readonly string[] marks = [.. marks];

    public override bool DependsOnRow => true;

    public override JsonNode? Fill(Scope scope, string pointer)
    {
        if (text.Evaluate(scope, pointer) is not { } whole) return null;
        var filled = new JsonArray();
        foreach (var (index, part) in whole.Split(marks, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Index())
        {
            (scope.Item, scope.ItemNumber) = (part, (index + 1).ToString(CultureInfo.InvariantCulture));
            if (each.Fill(scope, $"{pointer}/{index}") is { } item) filled.Add(item);
        }

        (scope.Item, scope.ItemNumber) = (null, null);
        return filled.Count > 0 ? filled : null;
    }
}

/// <summary>A list with an entry for each row of a group, equal ones once.</summary>
internal sealed class DataRows(DataNode each) : DataNode
{
    public override bool DependsOnRow => true;

    public override JsonNode? Fill(Scope scope, string pointer)
    {
        var filled = new List<JsonNode>();
        foreach (var member in scope.Members())
        {
            member.ItemNumber = (filled.Count + 1).ToString(CultureInfo.InvariantCulture);
            if (each.Fill(member, $"{pointer}/{filled.Count}") is { } item && !filled.Exists(other => JsonNode.DeepEquals(other, item))) filled.Add(item);
            scope.TakeOver(member);
        }

        return filled.Count > 0 ? new JsonArray([.. filled]) : null;
    }
}
