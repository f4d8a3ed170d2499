using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>ProductShipped: R26.</summary>
internal sealed class Shipments : TypeByTheBook<ProductShipped>
{
    public override Gen<ReportData> Any => AnyReport.Shipment;

    protected override PartialDate? When(ProductShipped data) => data.When;

    protected override Enum Status(ProductShipped data) => data.Status;

    protected override string Group(ProductShipped data, Said said) =>
        $"of {said.Company}, {Near.Words(data.Product)}, {data.Basis}, "
        + (data.Region is null ? "anywhere" : $"to {Near.Words(data.Region)}");

    protected override bool Match(ProductShipped a, ProductShipped b, Said one, Said other) =>
        a.Measure == b.Measure && (a.Measure == ShipmentMeasure.Milestone
            ? a.Milestone == b.Milestone
            : (a.When!.Earliest, a.When.Latest) == (b.When!.Earliest, b.When.Latest));

    protected override string Sentence(ProductShipped data) =>
        $"{Who(data.Company)} {ContractJson.Name(data.Basis)} {data.Product}, "
        + $"{(data.Measure == ShipmentMeasure.Milestone ? data.Milestone : data.Units)} "
        + $"{ContractJson.Name(data.Measure)} {data.When}, {data.Status}{Part("to", data.Region)}{Part("from", data.Origin)}";
}
