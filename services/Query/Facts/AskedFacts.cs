using EventPlatform.Contracts;
using EventPlatform.Query.Companies;

namespace EventPlatform.Query.Facts;

/// <summary>The filter of a list of facts. A null member does not filter.</summary>
/// <param name="From">Facts whose date may mean this day or a later one.</param>
/// <param name="To">Facts whose date may mean this day or an earlier one.</param>
internal sealed record AskedFacts(
    string? Company, string? Investor, string? Type, string? State, string? Status, string? Country, string? Round, string? Currency,
    string? Product, string? Technology, string? Source, DateOnly? From, DateOnly? To)
{
    public static readonly string[] States = ["reported", "revised", "corroborated", "disputed", "retracted"];
    public static readonly string[] Statuses =
        [.. ReportTypes.ByName.Values.Select(type => type.GetProperty("Status")?.PropertyType).OfType<Type>()
            .SelectMany(Words).Distinct(StringComparer.Ordinal)];
    public static readonly string[] Rounds = [.. Words(typeof(FundingRound))];

    public static AskedFacts Read(Parameters parameters) => new(
        parameters.Text("company"), parameters.Text("investor"), parameters.Type(), parameters.OneOf("state", States),
        parameters.OneOf("status", Statuses), parameters.Country(), parameters.OneOf("round", Rounds), parameters.Currency(),
        parameters.Text("product"), parameters.Text("technology"), parameters.Text("source"), parameters.Day("from"), parameters.Day("to"));

    /// <summary>Excludes retracted facts unless they are asked for. An alias stands for its company.</summary>
    public async Task<Conditions> ConditionsAsync(ReadSession session, AsKnown known, CancellationToken ct)
    {
        var conditions = new Conditions(State == "retracted" ? $"{known.Versions} and f.state = 'retracted'" : known.Facts);
        if (Company is not null)
        {
            var key = conditions.Parameter(await KnownCompany.CanonicalAsync(session, known, Company, ct));
            conditions.Add($"(f.company = {key} or f.counterparty = {key})");
        }

        if (Investor is not null)
            conditions.Add("f.investors @> ?", new[] { await KnownCompany.CanonicalAsync(session, known, Investor, ct) });
        return conditions.Add("f.type = ?", Type).Add("f.state = ?", State).Add("s.in_force = ?", Status).Add("f.country = ?", Country)
            .Add("f.round = ?", Round)
            .Add("f.currency = ?", Currency).Add("f.product = ?", Product is null ? null : NormalisedName.Of(Product))
            .Add("lower(f.technology) = lower(?)", Technology)
            .Add("f.sources @> ?", Source is null ? null : new[] { Source }).Add("f.latest >= ?", From).Add("f.earliest <= ?", To);
    }

    private static IEnumerable<string> Words(Type type) => Enum.GetValues(type).Cast<Enum>().Select(ContractJson.Name);
}
