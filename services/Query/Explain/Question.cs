using EventPlatform.Contracts;
using EventPlatform.Query.Funding;
using EventPlatform.Query.Plants;
using EventPlatform.Query.Shipments;

namespace EventPlatform.Query.Explain;

/// <summary>The number to explain: a line of a list of numbers.</summary>
internal sealed record Question(
    string Of, string? GroupBy, string? Key, string? Currency, string? Unit, PlantFilter Plant, SeriesFilter Shipments)
{
    public const string Funding = "funding";
    public const string Undisclosed = "undisclosed";
    public const string Plants = "plants";
    public const string Units = "units";
    public const string Capacity = "capacity";

    public static readonly string[] Kinds = [Funding, Undisclosed, Plants, Units, Capacity];

    public static readonly string[] Groups = [.. FundingGroup.Names.Union(PlantFilter.Groups, StringComparer.Ordinal)];

    public bool IsOfPlants => Of is Plants or Capacity;

    public bool IsOfRounds => Of is Funding or Undisclosed;

    public static Question Read(Parameters parameters)
    {
        var question = new Question(
            parameters.Choice("of", Kinds), parameters.OneOf("groupBy", Groups), parameters.Text("key"), parameters.Currency(),
            parameters.Text("unit"), PlantFilter.Read(parameters), SeriesFilter.Read(parameters));
        foreach (var (name, detail) in question.Misfits()) parameters.Refuse(name, detail);
        return question switch
        {
            { Of: Plants or Capacity } => question,
            { Of: Units } =>
                question with { Shipments = question.Shipments with { Basis = question.Shipments.Basis ?? ShipmentBasis.Shipped } },
            _ => question with { GroupBy = question.GroupBy ?? "company" },
        };
    }

    private IEnumerable<(string Name, string Detail)> Misfits()
    {
        var groups = IsOfPlants ? PlantFilter.Groups : FundingGroup.Names;
        if (Of == Units && GroupBy is not null)
            yield return ("groupBy", "is not for of=units: a series is of a company, product, region and basis");
        else if (GroupBy is not null && !groups.Contains(GroupBy, StringComparer.Ordinal))
            yield return ("groupBy", $"must be one of {string.Join(", ", groups)} if of={Of}");
        if (IsOfPlants && Key is not null && GroupBy is null) yield return ("groupBy", "is required if a key is given");
        if (IsOfRounds && Key is null) yield return ("key", $"is required if of={Of}: the key of the line");
        if (Of == Units && Key is not null) yield return ("key", "is not for of=units: give the company and the product");
        if (Of == Funding && Currency is null) yield return ("currency", "is required if of=funding: a total is of one currency");
        if (Of == Capacity && Unit is null) yield return ("unit", "is required if of=capacity: nothing is added across units");
        if (Of != Capacity && Unit is not null) yield return ("unit", "is for of=capacity only");
        if (Of != Funding && Currency is not null) yield return ("currency", "is for of=funding only");
        if (!IsOfPlants && !Plant.IsEmpty)
            yield return ("of", "must be plants or capacity if plants are chosen by country, technology, owner, status or year");
        if (Of != Units && !Shipments.IsEmpty)
            yield return ("of", "must be units if shipments are chosen by company, product, region or basis");
        if (Of == Units && Shipments.Company is null) yield return ("company", "is required if of=units");
        if (Of == Units && Shipments.Product is null) yield return ("product", "is required if of=units");
    }
}
