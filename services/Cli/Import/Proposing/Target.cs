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
        .Select(pattern => columns.FirstOrDefault(column => Regex.IsMatch(column, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)))
        .FirstOrDefault(column => column is not null);
}

/// <summary>A report type that a file may be about.</summary>
internal sealed record Target(string Type, string Signs, IReadOnlyList<Slot> Slots)
{
    private const string Choose = "\"{choose a column}\"";
    private const string Companies = "^company.?name$ ^(company|organi[sz]ation|start.?up|maker|manufacturer|brand|make|oem)$ (company|organi[sz]ation|start.?up|maker|manufacturer|issuer).*name company|start.?up|organi[sz]ation|maker|manufacturer|brand";
    private const string Dates = "^(date|on)$ _at$|announced|closed|(^|[^a-z])date period month|quarter year";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Target[] All =
    [
        new("FundingRaised", "raised|fund|round|invest|series|stage", [
            new("company/name", Companies + " name", Choose), new("company/key", "company.*(permalink|slug)"), new("company/country", "company.*country country"),
            new("status", "^$", "announced"), new("round", "round.*type|series|stage round type", Choose), new("on", "announced|funded Date " + Dates, Choose),
            new("amount/amount", "raised|amount (?<!pre.)size|value|eur|usd"), new("amount/currency", "currency|ccy", "choose"), new("investors", "investors?$ investor|backer"),
            new("evidence/url", "(^|[^a-z])(url|link)")]),
        new("CompanyAcquired", "acqui|buyer|target|takeover|merger", [
            new("company/name", "(target|acquired|company).*name target|^company$|acquired.?company", Choose), new("company/key", "company.*permalink"),
            new("acquirer/name", "(acquirer|buyer).*name acquirer|buyer|acquiring", Choose), new("acquirer/kind", "^$", "organisation"), new("status", "^$", "completed"),
            new("price/amount", "price.*amount price|amount|value"), new("price/currency", "currency|ccy", "choose"), new("on", "acquired.?(at|on)|completed|announced " + Dates),
            new("evidence/url", "(^|[^a-z])(url|link)")]),
        new("PlantOpened", "plant|capacity|mw|lat|lon|site|fuel|technology|commission|operator|generat", [
            new("company/name", "^owner operator|owner|developer|company"), new("plant", "^(plant|site|project).*name$ ^name$ plant|site|project|name", Choose),
            new("status", "status", "opened"), new("on", "commission|operation|opened|online|start " + Dates), new("location/country", "country", "choose"),
            new("location/region", "^(region|state|province|county)$ region|state|province"), new("location/city", "(^|[^a-z])(city|town)"),
            new("location/lat", "^lat(itude)?$ latitude|(^|_)lat"), new("location/lon", "^(lon|lng|long|longitude)$ longitude|(^|_)(lon|lng)"),
            new("capacity/value", "mw(?!h) capacity(?!.*data)"), new("capacity/unit", "^$", "MW"), new("technology", "technology|fuel ^type$")]),
        new("ProductShipped", "units|sold|sales|regist|deliver|ship|produc|vehicle|volume|model|count", [
            new("company/name", Companies, Choose), new("product", "^(model|product)$ model|product category|segment|type", Choose), new("measure", "^$", "incremental"),
            new("units", "units|sold|sales|registrations|deliver|shipped|produced|volume|count|quantity", Choose), new("period", Dates, Choose),
            new("region", "^(country|region|state|market)$ country|region"), new("basis", "^$", "registered")]),
    ];

    public static Target Find(string type) => Array.Find(All, target => target.Type == type)
        ?? throw new CommandException($"For '{type}' no mapping can be proposed, only for {string.Join(", ", All.Select(target => target.Type))}. docs/importing.md says how to write one.");

    /// <summary>The type that most columns speak for.</summary>
    public static Target Fitting(FileSample sample) => All.MaxBy(target =>
        sample.Columns.Count(column => Regex.IsMatch(column, target.Signs, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)))!;
}
