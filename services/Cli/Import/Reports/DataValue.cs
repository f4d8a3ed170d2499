using System.Globalization;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>What a value has to be, beside what the contract says.</summary>
internal enum ValueUse { Number, FreeText, Text, Name }

/// <summary>One value.</summary>
internal sealed class DataValue(Expression value, ValueUse use) : DataNode
{
    public override bool DependsOnRow => value is not Template { Constant: not null };

    public override JsonNode? Fill(Scope scope, string pointer)
    {
        if (value.Evaluate(scope, pointer) is not { } text) return null;
        if (use == ValueUse.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return JsonValue.Create(number);
        if (Problem(text) is { } why) scope.Refuse(pointer, $"'{text}'{value.InColumns()} {why}");
        return JsonValue.Create(text);
    }

    private string? Problem(string text) => use switch
    {
        ValueUse.Name => NoValue.AsName(text),
        ValueUse.Text => NoValue.AsWord(text),
        _ => NoValue.AsValue(text),
    };
}
