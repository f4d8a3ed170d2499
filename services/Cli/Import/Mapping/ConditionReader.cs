using EventPlatform.Cli.Import.Values;
using YamlDotNet.RepresentationModel;

namespace EventPlatform.Cli.Import.Mapping;

/// <summary>
/// Reads conditions: a value (it is there), <c>{from, is, matches, above, below}</c>, <c>{not}</c>, <c>{any}</c>; all of a list.
/// </summary>
internal sealed class ConditionReader(ValueReader values, List<MappingProblem> problems)
{
    public Condition Read(YamlNode node)
    {
        if (node is YamlSequenceNode list) return new AllCondition([.. list.Select(Read)]);
        if (node is not YamlMappingNode) return new TextCondition(values.Read(node));
        var map = new YamlMap(node, problems);
        if (map.Take("not") is { } not) return Closed(map, new NotCondition(Read(not)));
        if (map.Take("any") is { } any) return Closed(map, new AnyCondition([.. any.Items().Select(Read)]));
        var from = map.Require("from");
        var sources = from is null ? [] : from.Items().Select(item => values.Read(item)).ToList();
        return Closed(map, new TextCondition(sources is [var one] ? one : new Value { From = sources })
        {
            Is = map.Texts("is"),
            Matches = values.ReadPattern(map, "matches"),
            Above = map.Number("above"),
            Below = map.Number("below"),
        });
    }

    private static Condition Closed(YamlMap map, Condition condition)
    {
        map.Close();
        return condition;
    }
}
