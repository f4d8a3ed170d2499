using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>Reports about few subjects, with values on both sides of each threshold of the rules.</summary>
internal static class AnyReport
{
    // 31, 32, 92 and 93 days after the first; a period that contains it; open ends; the limits of the calendar
    internal static readonly Gen<PartialDate> Date = Gen.Frequency(
        (12, Gen.OneOf(
            "2019-11-13", "2019-11-13~", "2019-12-14", "2019-12-15", "2020-02-13", "2020-02-14", "2019-11", "2019", "2019-10/2019-12",
            "../2019-11-12", "2019-12-14/..")),
        (1, Gen.OneOf(
            "0001-01-01", "0001-01-15", "0001", "9999-12-31", "9999-12-01", "9999", "../0001-01-01", "9999-12-31/..",
            "0001-01-01/9999-12-31")))
        .Select(PartialDate.Parse);

    internal static readonly Gen<PartialDate?> DateOrNone = Gen.Frequency(
        (1, Gen.Const(() => (PartialDate?)null)), (4, Date.Select(date => (PartialDate?)date)));

    private static readonly Gen<PartialDate> Period = Gen.OneOf(
        "2019-10", "2019-10", "2019-10-01/2019-10-31", "2019-11", "2019-36", "../2019-11", "9999-12").Select(PartialDate.Parse);

    private static readonly Gen<PartialDate> AsOf = Gen.OneOf(
        "2019-10-31", "2019-10-31", "2019-11", "2019-11-30", "2019-12-31", "9999-12-31").Select(PartialDate.Parse);

    internal static readonly Gen<Money?> Money = Gen.Frequency(
        (1, Gen.Const(() => (Money?)null)),
        (5, Gen.OneOf(100m, 99m, 98.99m, 90m, 89.99m, 101m, 111.12m, 100.5m).Select(amount => (Money?)new Money(amount, "USD"))),
        (1, Gen.OneOf(100m, 99m).Select(amount => (Money?)new Money(amount, "EUR"))));

    private static readonly Gen<Capacity?> Capacity = Gen.OneOf(
        (0m, ""), (0m, ""), (500m, "MW"), (505m, "mw"), (506m, "MW"), (495m, "MWh"), (500.5m, "MW"))
        .Select(capacity => capacity.Item1 == 0 ? null : new Capacity(capacity.Item1, capacity.Item2));

    internal static readonly Gen<string?> Word = Gen.Frequency((3, Gen.Const(() => (string?)null)), (1, Gen.OneOf<string?>("one", "two")));

    private static readonly Gen<string> Product = Gen.OneOf("Model 3", "Model 3", "MODEL-3!", "P7");

    internal static readonly Gen<DealStatus> Status = Gen.Frequency((3, Gen.Const(DealStatus.Announced)), (1, Gen.Enum<DealStatus>()));

    public static Gen<ReportData> Funding { get; } = Gen.Select(
        AnyNamed.Company, Money, Date,
        Gen.OneOf(FundingRound.SeriesA, FundingRound.SeriesA, FundingRound.SeriesB, FundingRound.Venture, FundingRound.Unknown),
        Status, AnyNamed.Party.Array[0, 2], Word)
        .Select((company, amount, on, round, status, investors, remark) => (ReportData)new FundingRaised
        {
            Company = company, Amount = amount, On = on, Round = round, Status = status,
            Investors = [.. investors.Select(party => new Investor(party))], Remark = remark,
        });

    public static Gen<ReportData> Shipment { get; } = Gen.Select(
        Gen.Select(AnyNamed.Company, Product, Gen.OneOf<string?>(null, null, null, null, null, "CN", "cn", "EU"), Word),
        Gen.Enum<ShipmentMeasure>(), Gen.OneOf(100m, 102m, 98m, 50m, 200m, 100.0m), Period, AsOf, Date,
        Gen.OneOf(ShipmentStatus.Actual, ShipmentStatus.Actual, ShipmentStatus.Planned),
        Gen.Select(Gen.Enum<ShipmentMilestone>(), Gen.Int[0, 5]))
        .Select((what, measure, units, period, asOf, on, status, rest) => (ReportData)new ProductShipped
        {
            Company = what.Item1, Product = what.Item2, Region = what.Item3, Origin = what.Item4, Measure = measure, Status = status,
            Units = measure == ShipmentMeasure.Milestone ? null : units,
            Period = measure == ShipmentMeasure.Incremental ? period : null,
            AsOf = measure == ShipmentMeasure.Cumulative ? asOf : null,
            Milestone = measure == ShipmentMeasure.Milestone ? rest.Item1 : null,
            On = measure == ShipmentMeasure.Milestone ? on : null,
            Basis = rest.Item2 == 5 ? ShipmentBasis.Delivered : ShipmentBasis.Shipped,
        });

    // 0.0449 degrees of latitude are 4.99 km, 0.0450 are 5.004 km
    private static readonly Gen<(decimal? Lat, decimal? Lon)> Place = Gen.Frequency(
        (3, Gen.Const((Lat: (decimal?)null, Lon: (decimal?)null))),
        (4, Gen.OneOf(
            (Lat: (decimal?)31m, Lon: (decimal?)121m), (31m, 121m), (31.0449m, 121m), (31.045m, 121m), (31.01m, 121.01m),
            (30.98m, 121.02m), (33m, 121m))));

    private static readonly Gen<string?> Technology = Gen.Frequency((4, Gen.Const(() => (string?)null)), (3, Gen.OneOf<string?>(
        "Wind", "Wind", "Wind Onshore", "Solar Photovoltaics", "Gas", "Landfill Gas", "Biomass (co-firing)", "Coal", "Other", "Thermal CHP",
        "Molten Salt", "salt", "Salt tower")));

    private static readonly Gen<string?> Region = Gen.Frequency(
        (4, Gen.Const(() => (string?)null)), (1, Gen.OneOf<string?>("East", "EAST", "West")));

    private static readonly Gen<PlantStatus> Lived = Gen.Frequency(
        (3, Gen.OneOf(PlantStatus.Opened, PlantStatus.Producing)), (2, Gen.Enum<PlantStatus>()));

    public static Gen<ReportData> Plant { get; } = Gen.Select(
        AnyNamed.CompanyOrNone, Gen.OneOf("Giga", "Giga", "GIGA!", "Nova"), Gen.OneOf("CN", "CN", "CN", "CN", "DE"), Place, Lived,
        DateOrNone, Capacity,
        Gen.Select(Word, Region, Technology))
        .Select((company, plant, country, place, status, on, capacity, words) => (ReportData)new PlantOpened
        {
            Company = company, Plant = plant, Location = new()
            {
                Country = country, Lat = place.Lat, Lon = place.Lon, City = words.Item1, Region = words.Item2
            },
            Status = status, On = on, Capacity = capacity, Technology = words.Item3,
        });

    public static Gen<ReportData> Announcement { get; } = Gen.Select(
        AnyNamed.Company, Product, Gen.Enum<ProductMilestone>(), Date,
        Gen.OneOf(AnnouncementStatus.Announced, AnnouncementStatus.Announced, AnnouncementStatus.Cancelled), Word)
        .Select((company, product, milestone, expected, status, kind) => (ReportData)new ProductAnnounced
        {
            Company = company, Product = product, Milestone = milestone, Expected = expected, Status = status, Kind = kind,
        });

    public static Gen<ReportData> Partnership { get; } = Gen.Select(
        AnyNamed.Company, AnyNamed.Party, DateOrNone, Status).Select((company, partner, on, status) =>
        (ReportData)new PartnershipFormed { Company = company, Partner = partner, Purpose = "cars", On = on, Status = status });

    public static Gen<ReportData> Acquisition { get; } = Gen.Select(
        AnyNamed.Company, AnyNamed.Party, Money, DateOrNone, Status).Select((company, acquirer, price, on, status) =>
        (ReportData)new CompanyAcquired { Company = company, Acquirer = acquirer, Price = price, On = on, Status = status });
}
