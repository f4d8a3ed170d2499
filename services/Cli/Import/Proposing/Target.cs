using System.Text.RegularExpressions;

namespace EventPlatform.Cli.Import.Proposing;

/// <summary>A place in a report, and what the columns that fill it tend to be called.</summary>
/// <param name="Path">Such as company/name.</param>
/// <param name="Header">Matches headers, the likelier of several first.</param>
/// <param name="Otherwise">What to write where no column fits; null: leave the place out.</param>
internal sealed record Slot(string Path, string Header, string? Otherwise = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public string? FirstFitting(IEnumerable<string> columns) => Header.Split(' ')
        .Select(pattern => columns.FirstOrDefault(
            column => Regex.IsMatch(column, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)))
        .FirstOrDefault(column => column is not null);
}

/// <summary>A report type that a file may be about.</summary>
/// <param name="Signs">Matches headers that speak for it.</param>
/// <param name="Strong">Matches those that speak for it and hardly for others.</param>
internal sealed record Target(string Type, string Signs, string Strong, IReadOnlyList<Slot> Slots)
{
    public const string Choose = "\"{choose a column}\"";
    private const string Companies =
        "^company.?name$ ^(company|organi[sz]ation|start.?up|maker|manufacturer|brand|make|oem)$ " +
        "(company|organi[sz]ation|start.?up|maker|manufacturer|issuer).*name company|start.?up|organi[sz]ation|maker|manufacturer|brand";
    private const string Dates = "^(date|on)$ _at$|announced|closed|(^|[^a-z])date period month|quarter year";
    private const string Megawatts = "(^|[^a-z])mw([^a-z]|$)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Target[] All =
    [
        new("FundingRaised", "raised|fund|round|invest|series|stage", "raised|funding|invest|^series|round.?type", [
            new("company/name", Companies + " name", Choose), new("company/key", "company.*(permalink|slug)"),
            new("company/country", "company.*country country"), new("status", "^$", "announced"),
            new("round", "round.*type|series|stage round type", Choose), new("on", "announced|funded Date " + Dates, Choose),
            new("amount/amount", "raised|amount (?<!pre.)size|value|eur|usd"), new("amount/currency", "currency|ccy", "choose"),
            new("investors", "investors?$ investor|backer"),
            new("evidence/url", "(^|[^a-z])(url|link)")]),
        new("CompanyAcquired", "acqui|buyer|target|takeover|merger", "acqui|buyer|takeover", [
            new("company/name", "(target|acquired|company).*name target|^company$|acquired.?company", Choose),
            new("company/key", "company.*permalink"),
            new("acquirer/name", "(acquirer|buyer).*name acquirer|buyer|acquiring", Choose),
            new("acquirer/kind", "^$", "organisation"), new("status", "^$", "completed"),
            new("price/amount", "price.*amount price|amount|value"), new("price/currency", "currency|ccy", "choose"),
            new("on", "acquired.?(at|on)|completed|announced " + Dates),
            new("evidence/url", "(^|[^a-z])(url|link)")]),
        new("PlantOpened",
            $"plant|capacity|{Megawatts}|^lat|^lon|site|fuel|technology|commission|operator|generat",
            $"capacity|{Megawatts}|fuel|commission|latitude|generat", [
            new("company/name", "^owner operator|owner|developer|company"),
            new("plant", "^(plant|site|project).*name$ ^name$ plant|site|project|name", Choose), new("status", "status", "opened"),
            new("on", "commission|operation|opened|online|start " + Dates), new("location/country", "country", "choose"),
            new("location/region", "^(region|state|province|county)$ region|state|province"), new("location/city", "(^|[^a-z])(city|town)"),
            new("location/lat", "^lat(itude)?$ latitude|(^|_)lat"),
            new("location/lon", "^(lon|lng|long|longitude)$ longitude|(^|_)(lon|lng)"),
            new("capacity/value", $"{Megawatts} capacity(?!.*data)"), new("capacity/unit", "^$", "MW"),
            new("technology", "technology|fuel ^type$")]),
        new("ProductShipped",
            "units|sold|sales|regist|deliver|shipped|shipment|produc|vehicle|car(s|$)|truck|volume|model|count(?!r)|assembl",
            "units|sold|sales|registrations|deliver|shipped|shipment|produced|production|vehicle|(^|[^a-z])cars|model|assembl", [
            new("company/name", Companies, Choose),
            new("product", "^(model|product)$ model|product category|segment|type", Choose), new("measure", "^$", "incremental"),
            new("units", "units|sold|sales|registrations|deliver|shipped|produc|volume|count(?!r)|quantity", Choose),
            new("period", Dates, Choose),
            new("region", "^(country|region|state|market)$ country|region"), new("basis", "^$", "registered")]),
    ];

    public static Target Find(string type) => Array.Find(All, target => target.Type == type)
        ?? throw new CommandException(
            $"For '{type}' no mapping can be proposed, only for {string.Join(", ", All.Select(target => target.Type))}. " +
            "docs/importing.md says how to write one.");

    /// <summary>The type that the columns speak for most.</summary>
    public static Target Fitting(FileSample sample) => All.MaxBy(target => target.Score(sample))!;

    /// <summary>Says so where the columns speak for another type nearly as much.</summary>
    public IEnumerable<string> Doubts(FileSample sample)
    {
        var rivals = All.Where(other => other != this && Score(sample) - other.Score(sample) < 2).Select(other => other.Type).ToList();
        if (rivals.Count > 0) yield return $"The type {Type} is a guess; it may be {string.Join(" or ", rivals)}: say which with --type";
    }

    /// <summary>The name of the file counts as a column: what else would tell production by quarter and model from plants?</summary>
    private int Score(FileSample sample) =>
        sample.Columns.Append(Path.GetFileNameWithoutExtension(sample.Path))
            .Sum(name => (Fits(name, Signs) ? 1 : 0) + (Fits(name, Strong) ? 2 : 0));

    private static bool Fits(string column, string pattern) =>
        Regex.IsMatch(column, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience);
}
