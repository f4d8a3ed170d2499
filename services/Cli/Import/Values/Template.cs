using System.Text;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Text with the values of a row in it: <c>"{year}-Q{quarter}"</c>. Nothing where it names values and all of them are blank.</summary>
internal sealed class Template(IReadOnlyList<TemplatePart> parts) : Expression
{
    /// <summary>The text, where it is the same for every row.</summary>
    public string? Constant { get; } = parts.Any(part => part.Name is not null) ? null : string.Concat(parts.Select(part => part.Literal));

    public override bool GivesDate => parts is [{ Name: DefinedName { Expression.GivesDate: true } }];

    public override IEnumerable<string> Columns => parts.SelectMany(part => part.Name?.Columns ?? []);

    public override string? Evaluate(Scope scope, string pointer)
    {
        if (Constant is not null) return Constant;
        if (parts is [{ Name: { } only }]) return only.Read(scope, pointer);
        var text = new StringBuilder();
        var (any, all) = (false, true);
        foreach (var part in parts)
        {
            var value = part.Name?.Read(scope, pointer);
            if (value is not null && scope.NoPart(value) is { } why) scope.Refuse(pointer, $"'{value}'{InColumns()} {why}");
            any |= value is not null;
            all &= value is not null || part.Name is null;
            text.Append(part.Literal ?? value);
        }

        if (any && !all) scope.HasGaps = true;
        return any ? text.ToString().Trim() : null;
    }
}

/// <summary>Either literal text, or a name whose value is put in.</summary>
internal readonly record struct TemplatePart(string? Literal, Name? Name);
