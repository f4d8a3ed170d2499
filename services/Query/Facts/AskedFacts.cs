using EventPlatform.Contracts;
using EventPlatform.Query.Companies;

namespace EventPlatform.Query.Facts;

/// <summary>Which facts a list is of: what is null is not asked for.</summary>
/// <param name="From">First day that a fact's date may mean.</param>
/// <param name="To">Last day that a fact's date may mean.</param>
internal sealed record AskedFacts(
    string? Company, string? Investor, string? Type, string? State, string? Status, string? Country, string? Round, string? Currency, string? Product,
    string? Technology, string? Source, DateOnly? From, DateOnly? To)
{
    public static readonly string[] States = ["reported", "revised", "corroborated", "disputed", "retracted"];
    public static readonly string[] Statuses =
        [.. ReportTypes.ByName.Values.Select(type => type.GetProperty("Status")?.PropertyType).OfType<Type>()
            .SelectMany(Words).Distinct(StringComparer.Ordinal)];
    public static readonly string[] Rounds = [.. Words(typeof(FundingRound))];

    public static AskedFacts Read(Parameters parameters) => new(
        parameters.Text("company"), parameters.Text("investor"), parameters.Type(), parameters.OneOf("state", States), parameters.OneOf("status", Statuses), parameters.Country(),
        parameters.OneOf("round", Rounds), parameters.Currency(), parameters.Text("product"), parameters.Text("technology"), parameters.Text("source"), parameters.Day("from"), parameters.Day("to"));

    /// <summary>Retracted facts only where they are asked for. A key that means another company stands for that one.</summary>
    public async Task<Conditions> ConditionsAsync(ReadSession session, AsKnown known, CancellationToken ct)
    {
        var conditions = new Conditions(State == "retracted" ? $"{known.Versions} and f.state = 'retracted'" : known.Facts);
        if (Company is not null)
        {
            var key = conditions.Parameter(await KnownCompany.CanonicalAsync(session, known, Company, ct));
            conditions.Add($"(f.company = {key} or f.counterparty = {key})");
        }

        if (Investor is not null) conditions.Add("f.investors @> ?", new[] { await KnownCompany.CanonicalAsync(session, known, Investor, ct) });
        return conditions.Add("f.type = ?", Type).Add("f.state = ?", State).Add("s.in_force = ?", Status).Add("f.country = ?", Country).Add("f.round = ?", Round)
            .Add("f.currency = ?", Currency).Add("f.product = ?", Product is null ? null : NormalisedName.Of(Product)).Add("lower(f.technology) = lower(?)", Technology)
            .Add("f.sources @> ?", Source is null ? null : new[] { Source }).Add("f.latest >= ?", From).Add("f.earliest <= ?", To);
    }

    private static IEnumerable<string> Words(Type type) => Enum.GetValues(type).Cast<Enum>().Select(ContractJson.Name);
}
