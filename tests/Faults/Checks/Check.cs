namespace EventPlatform.Faults.Checks;

internal sealed record Check(string What, string Expected, string Found)
{
    public Check(string what, long expected, long found, IEnumerable<string> examples) : this(what, $"{expected}", Shown(found, examples))
    {
    }

    public bool Holds => Expected == Found;

    private static string Shown(long found, IEnumerable<string> examples) =>
        string.Join(' ', new[] { $"{found}" }.Concat(examples.Take(3).Select(example => $"({example})")));
}
