namespace EventPlatform.Cli.Import.Values;

/// <summary>What a name in braces stands for.</summary>
internal abstract record Name
{
    /// <summary>The columns that it reads, as the mapping names them.</summary>
    public virtual IEnumerable<string> Columns => [];

    public abstract string? Read(Scope scope, string pointer);
}

/// <summary>The first column of several that has a value in the row.</summary>
/// <param name="Text">As the mapping writes it.</param>
/// <param name="Headers">That it may have, as the mapping spells them.</param>
/// <param name="IsOptional">A file may lack it.</param>
internal sealed record ColumnName(string Text, IReadOnlyList<string> Headers, bool IsOptional, int Line, int Column) : Name
{
    /// <summary>The headers as <see cref="Rows.Header.Normalise"/> makes them.</summary>
    public IReadOnlyList<string> Candidates { get; } = [.. Headers.Select(Rows.Header.Normalise)];

    public override IEnumerable<string> Columns => [Text];

    public override string? Read(Scope scope, string pointer)
    {
        foreach (var candidate in Candidates)
        {
            if (scope.Column(candidate, pointer) is { } value) return value;
        }

        return null;
    }
}

/// <summary>A value that the mapping defines under <c>values</c>.</summary>
internal sealed record DefinedName(string Text, Expression Expression) : Name
{
    public override IEnumerable<string> Columns => Expression.Columns;

    public override string? Read(Scope scope, string pointer) => scope.Once(this);
}

/// <summary><c>{item}</c> or <c>{number}</c> of the list that is being made.</summary>
internal sealed record ItemName(bool IsNumber) : Name
{
    public override string? Read(Scope scope, string pointer) => IsNumber ? scope.ItemNumber : scope.Item;
}
