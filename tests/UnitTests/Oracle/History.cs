namespace EventPlatform.UnitTests.Oracle;

/// <summary>A log that prints as a list of sentences if a property fails.</summary>
internal sealed record History(IReadOnlyList<Line> Lines)
{
    public Known Known => new([.. Lines.Select((line, index) => line.At(index + 1))]);

    public static Known Of(params Line[] lines) => new History(lines).Known;

    public History Then(params Line[] more) => new([.. Lines, .. more]);

    /// <summary>The same history with explicit ids, which stay the same if lines are reordered.</summary>
    public History WithIds => new([.. Lines.Select((line, index) => line with { Id = line.Id ?? $"e{index + 1}" })]);

    public override string ToString() => string.Join('\n', Lines.Select((line, index) => $"{index + 1} {line}").Prepend(""));
}
