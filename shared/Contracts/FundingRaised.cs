using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>A company raised money. <see cref="Amount"/> is null if it is undisclosed.</summary>
public sealed record FundingRaised : ReportData
{
    public required CompanyRef Company { get; init; }

    public required DealStatus Status { get; init; }

    public required FundingRound Round { get; init; }

    public required PartialDate On { get; init; }

    public Money? Amount { get; init; }

    public IReadOnlyList<Investor> Investors { get; init; } = [];

    [JsonIgnore] public override CompanyRef Subject => Company;

    [JsonIgnore]
    public override IReadOnlyList<Named> Parties
    {
        get
        {
            var parties = new Named[Investors.Count + 1];
            parties[0] = Company;
            for (var index = 1; index < parties.Length; index++) parties[index] = Investors[index - 1].Party;
            return parties;
        }
    }

    public override IEnumerable<Problem> Check(DateOnly today) =>
        CheckHappened(Status is DealStatus.Completed, On, "/on", Status, today).Concat(Amount?.CheckInUse(On, "/amount") ?? []);
}

/// <summary>How certain a funding, acquisition or partnership is.</summary>
public enum DealStatus { Rumoured, Announced, Completed, Cancelled }

public enum FundingRound
{
    Seed, SeriesA, SeriesB, SeriesC, SeriesD, SeriesE, SeriesF, SeriesG, SeriesH, Ipo, Debt, Grant, Venture, Angel, Other, Unknown,
}

/// <summary>A party that put money into a round.</summary>
public sealed record Investor(Party Party, InvestorRole Role = InvestorRole.Participant);

public enum InvestorRole { Lead, Strategic, Founder, Participant }
