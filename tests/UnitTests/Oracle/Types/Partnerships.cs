using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>PartnershipFormed: R30.</summary>
internal sealed class Partnerships : TypeByTheBook<PartnershipFormed>
{
    public override Gen<ReportData> Any => AnyReport.Partnership;

    protected override PartialDate? When(PartnershipFormed data) => data.On;

    protected override Enum Status(PartnershipFormed data) => data.Status;

    protected override Party Counterparty(PartnershipFormed data) => data.Partner;

    protected override string Group(PartnershipFormed data, Said said) =>
        $"of {string.Join(" and ", new[] { said.Company, said.Counterparty }.Order(StringComparer.Ordinal))}";

    protected override bool Match(PartnershipFormed a, PartnershipFormed b, Said one, Said other) =>
        a.On is null || b.On is null || Near.Days(a.On, b.On) <= 31;

    protected override string Sentence(PartnershipFormed data) =>
        $"{Who(data.Company)} partners with {Who(data.Partner)}{Part("on", data.On)}, {data.Status}";
}
