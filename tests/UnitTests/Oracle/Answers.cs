namespace EventPlatform.UnitTests.Oracle;

/// <summary>All answers from a log, one on each line, to compare two logs.</summary>
internal static class Answers
{
    private static readonly DateOnly[] Days = [new(2019, 11, 1), new(2019, 12, 15), new(2020, 3, 1)];

    public static string Of(Known known)
    {
        return string.Join('\n', known.Facts.Select(Of).Order(StringComparer.Ordinal)
            .Concat(Totals.Groupings.SelectMany(by => Totals.By(known, by).Select(line => $"{by} {line}")))
            .Concat(Days.SelectMany(day => Plants.On(known, day).Select(count => $"{day:O} {count}")))
            .Concat(Days.SelectMany(day =>
                Promises.At(known, day).OrderBy(promise => promise.Fact).Select(promise => $"{day:O} {promise}")))
            .Concat(Series.Of(known).OrderBy(series => series.Key, StringComparer.Ordinal)
                .Select(series =>
                    $"{series.Key}: {string.Join(", ", Days.Select(day => series.Value.At(day)))}, contradicting {string.Join(' ', series.Value.Contradictions)}")));
    }

    public static string Of(OracleFact fact) =>
        $"{fact.Id} {fact.State} {fact.ContinuedBy} {fact.Type} of {fact.Company} ({fact.CompanyCountry}) and {fact.Counterparty}, {fact.Status}, "
        + $"{Shown(fact.Date)} {Shown(fact.Money)} {Shown(fact.Units)} {Shown(fact.Capacity)} {Shown(fact.Round)}, "
        + $"milestones {string.Join(' ', fact.Milestones.Select(milestone => $"{milestone.Status} {Shown(milestone.On)}"))}, "
        + $"investors {string.Join(' ', fact.Investors)}, by {string.Join(' ', fact.Sources)}";

    private static string Shown<T>(Value<T>? value) => value switch
    {
        null => "-",
        { Agrees: true } => $"{value.Shown}",
        _ => $"{value.Shown} of {string.Join(" | ", value.Given.Select(given => $"{given.By.Source}: {given.Value}"))}",
    };
}
