using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>FundingRaised: R25.</summary>
internal sealed class Fundings : TypeByTheBook<FundingRaised>
{
    public override Gen<ReportData> Any => AnyReport.Funding;

    public static bool IsNamed(FundingRound round) =>
        round is not (FundingRound.Venture or FundingRound.Angel or FundingRound.Other or FundingRound.Unknown);

    protected override PartialDate When(FundingRaised data) => data.On;

    protected override Enum Status(FundingRaised data) => data.Status;

    protected override Money? Money(FundingRaised data) => data.Amount;

    protected override IEnumerable<Party> Others(FundingRaised data) => data.Investors.Select(investor => investor.Party);

    protected override string Group(FundingRaised data, Said said) => $"of {said.Company}";

    protected override bool Match(FundingRaised a, FundingRaised b, Said one, Said other) => Near.Days(a.On, b.On) <= 31
        && (HaveOneName(a, b) || IsWithin(1, a, b) || ((!IsNamed(a.Round) || !IsNamed(b.Round)) && IsWithin(10, a, b)));

    protected override (int, int, decimal, decimal) Distance(FundingRaised a, FundingRaised b, decimal days, decimal money) =>
        (money == 0 ? 0 : IsWithin(1, a, b) ? 1 : 2, HaveOneName(a, b) ? 0 : 1, days, money);

    protected override string Sentence(FundingRaised data) =>
        $"{Who(data.Company)} raised {Sum(data.Amount)}, {ContractJson.Name(data.Round)}, on {data.On}, {data.Status}"
        + string.Concat(data.Investors.Select(investor => $", from {Who(investor.Party)}"));

    private static bool HaveOneName(FundingRaised a, FundingRaised b) => a.Round == b.Round && IsNamed(a.Round);

    private static bool IsWithin(int percent, FundingRaised a, FundingRaised b) =>
        a.Amount is not null && b.Amount is not null && a.Amount.Currency == b.Amount.Currency
            && Near.Within(percent, a.Amount.Amount, b.Amount.Amount);
}
