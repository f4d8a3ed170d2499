using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Creates reports in few words, for <c>using static</c>.</summary>
internal static class Tell
{
    public static Line A(ReportData data, string? record = null, string? sequence = null) => new("a", data, record, sequence);

    public static Line B(ReportData data, string? record = null, string? sequence = null) => new("b", data, record, sequence);

    public static Line C(ReportData data, string? record = null, string? sequence = null) => new("c", data, record, sequence);

    public static Line Ops(ReportData data) => new("ops", data);

    public static FundingRaised Raised(decimal? amount, FundingRound round = FundingRound.SeriesA, string on = "2019-11-13",
        string currency = "USD", string company = "Acme") =>
        new()
    {
        Company = new() { Name = company },
        Status = DealStatus.Announced,
        Round = round,
        On = PartialDate.Parse(on),
        Amount = amount is { } value ? new(value, currency) : null,
    };

    public static ProductShipped Left(decimal units, string? period = null, string? asOf = null) => new()
    {
        Company = new() { Name = "Acme" },
        Product = "Model 3",
        Measure = period is null ? ShipmentMeasure.Cumulative : ShipmentMeasure.Incremental,
        Units = units,
        Period = Date(period),
        AsOf = Date(asOf),
    };

    public static ProductShipped First(string on, ShipmentStatus status = ShipmentStatus.Actual, string? region = null) => new()
    {
        Company = new() { Name = "Acme" },
        Product = "Model 3",
        Measure = ShipmentMeasure.Milestone,
        Milestone = ShipmentMilestone.FirstShipment,
        On = Date(on),
        Status = status,
        Region = region,
    };

    public static PlantOpened Plant(
        PlantStatus status, string? on = null, string? company = "Acme", decimal? lat = null, string name = "Giga") =>
        new()
    {
        Plant = name,
        Company = company is null ? null : new() { Name = company },
        Location = new() { Country = "CN", Lat = lat, Lon = lat is null ? null : 121 },
        Status = status,
        On = Date(on),
    };

    public static ProductAnnounced Will(string expected, ProductMilestone milestone = ProductMilestone.Launch) =>
        new() { Company = new() { Name = "Acme" }, Product = "Model 3", Milestone = milestone, Expected = Date(expected)! };

    public static PartnershipFormed Partners(string company, string partner, string? on = null) =>
        new() { Company = new() { Name = company }, Partner = Organisation(partner), Purpose = "cars", On = Date(on) };

    public static CompanyAcquired Bought(string company, string acquirer, string? on = null) =>
        new() { Company = new() { Name = company }, Acquirer = Organisation(acquirer), Status = DealStatus.Completed, On = Date(on) };

    public static ReportRetracted TakeBackReport(int position, string reason = "a mistake") =>
        new() { Target = new() { Id = $"e{position}" }, Reason = reason };

    public static ReportRetracted TakeBackRecord(string key, string reason = "a mistake") =>
        new() { Target = new() { RecordKey = key }, Reason = reason };

    public static CompaniesMerged Merge(string from, string into) => new() { From = from, Into = into };

    public static CompaniesSplit Split(string key, params string[] without) => new() { Key = key, Without = without };

    public static CompanyReassigned Reassign(string key, string to, string source) => new() { Key = key, To = to, Source = source };

    public static CompanyReassigned Reassign(string key, string to, params (string Source, string Record)[] records) =>
        new()
        {
            Key = key, To = to,
            Records = [.. records.Select(record => new ReportedRecord { Source = record.Source, RecordKey = record.Record })]
        };

    public static FeedDeclared Trust(string prefix, int trust) =>
        new() { Name = prefix.Replace('/', '-'), SourcePrefix = prefix, Trust = trust };

    public static Party Organisation(string name) => new() { Name = name, Kind = PartyKind.Organisation };

    private static PartialDate? Date(string? text) => text is null ? null : PartialDate.Parse(text);
}
