namespace EventPlatform.IntegrationTests.Import;

/// <summary>Compares large lists regardless of order, and shows only their differences.</summary>
internal static class Same
{
    private const int Shown = 10;

    public static void ShouldBeTheSameAs<T>(this IEnumerable<T> actual, IEnumerable<T> expected, string what)
        where T : notnull
    {
        var differences = new Dictionary<T, int>();
        foreach (var item in actual) differences[item] = differences.GetValueOrDefault(item) + 1;
        foreach (var item in expected) differences[item] = differences.GetValueOrDefault(item) - 1;
        var wrong = differences.Where(item => item.Value != 0)
            .Select(item => $"{(item.Value > 0 ? "too many" : "missing")}: {item.Key}").ToList();
        wrong.Take(Shown).ShouldBeEmpty($"{what}: {wrong.Count} differences");
    }
}
