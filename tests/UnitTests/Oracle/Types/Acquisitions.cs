using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>CompanyAcquired: R30.</summary>
internal sealed class Acquisitions : TypeByTheBook<CompanyAcquired>
{
    public override Gen<ReportData> Any => AnyReport.Acquisition;

    protected override PartialDate? When(CompanyAcquired data) => data.On;

    protected override Enum Status(CompanyAcquired data) => data.Status;

    protected override Money? Money(CompanyAcquired data) => data.Price;

    protected override Party Counterparty(CompanyAcquired data) => data.Acquirer;

    protected override string Group(CompanyAcquired data, Said said) => $"{said.Company} by {said.Counterparty}";

    protected override bool Match(CompanyAcquired a, CompanyAcquired b, Said one, Said other) =>
        a.On is null || b.On is null || Near.Days(a.On, b.On) <= 92;

    protected override string Sentence(CompanyAcquired data) =>
        $"{Who(data.Company)} is bought by {Who(data.Acquirer)} for {Sum(data.Price)}{Part("on", data.On)}, {data.Status}";
}
