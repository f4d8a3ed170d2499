using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>The random histories are varied enough: they contain every case that the rules distinguish.</summary>
public sealed class Random_histories
{
    private static readonly Lazy<IReadOnlyList<Known>> Some = new(
        () => [.. AnyHistory.Any.Array[1600].Single(_ => true, "0N0XIzNsQ0O2").Select(history => history.Known)]);

    private static readonly Lazy<IReadOnlyList<OracleFact>> Facts = new(() => [.. Some.Value.SelectMany(known => known.Facts)]);

    [Theory]
    [InlineData(nameof(FundingRaised))]
    [InlineData(nameof(ProductShipped))]
    [InlineData(nameof(PlantOpened))]
    [InlineData(nameof(ProductAnnounced))]
    [InlineData(nameof(PartnershipFormed))]
    [InlineData(nameof(CompanyAcquired))]
    public void Reach_every_state_of_every_type(string type) =>
        Facts.Value.Where(fact => fact.Type == type).Select(fact => fact.State).Distinct().Order().ShouldBe(Enum.GetValues<FactState>());

    [Fact]
    public void Dispute_every_value() =>
        Facts.Value.Where(fact => fact.State == FactState.Disputed).SelectMany(Comparable.Disputes)
            .Select(dispute => dispute.Value.Split(' ')[0]).Distinct()
        .ShouldBe(["amount", "price", "units", "capacity", "round", "status", "on", "expected"], ignoreOrder: true);

    [Fact]
    public void Move_records_to_other_facts_and_join_three_sources()
    {
        Facts.Value.Count(fact => fact.ContinuedBy is not null).ShouldBeGreaterThan(10);
        Facts.Value.Count(fact => fact.Sources.Count > 2).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Retract_retractions_and_let_some_of_them_wait()
    {
        var retractions = Some.Value.SelectMany(known =>
            known.Log.Index().Where(report => report.Item.Data is ReportRetracted { Target.Id: not null })
            .Select(report => (report.Index, Log: known.Log, report.Item.Source, ((ReportRetracted)report.Item.Data).Target.Id))).ToList();
        retractions.Count(one => one.Log.Any(other =>
            other.Source == one.Source && other.Id == one.Id && other.Data is ReportRetracted { Target.Id: not null }))
            .ShouldBeGreaterThan(50);
        retractions.Count(one => one.Log.Skip(one.Index + 1).Any(other => other.Source == one.Source && other.Id == one.Id))
            .ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Contradict_milestones_and_match_plants_by_place()
    {
        var plants = Facts.Value.Where(fact => fact.Headline.Data is PlantOpened).ToList();
        plants.Count(plant => plant.Milestones.Any(milestone => plant.IsContradicted(milestone.Status))).ShouldBeGreaterThan(10);
        plants.Count(plant => plant.Ranked.Count(said => ((PlantOpened)said.Data).Location.Lat is not null) > 1).ShouldBeGreaterThan(10);
        plants.Count(plant => plant.Ranked.Select(said => ((PlantOpened)said.Data).Technology).OfType<string>().Distinct().Count() > 1)
            .ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Join_companies_and_part_them() =>
        Some.Value.Count(known =>
            known.Companies is var now && Enumerable.Range(1, known.Log.Count).Any(position =>
                known.UpTo(position).Companies is var then
                && then.Keys.Any(key => then.Canonical(key) != key && now.Canonical(key) == key))).ShouldBeGreaterThan(10);

    [Fact]
    public void Reassign_keys_by_source_and_by_record_and_back()
    {
        var meanings = Some.Value.SelectMany(known => known.Log.SelectMany(report => Naming.In(report.Data).Select(named => (
            Key: Naming.Key(named), Now: known.Companies.Meant(report, named), IsByRecord: IsByRecord(known, report, Naming.Key(named)),
            WasOther: Enumerable.Range(1, known.Log.Count)
                .Any(position => known.UpTo(position).Companies.Meant(report, named) != Naming.Key(named)))))).ToList();
        meanings.Count(one => one.Now != one.Key && !one.IsByRecord).ShouldBeGreaterThan(20);
        meanings.Count(one => one.Now != one.Key && one.IsByRecord).ShouldBeGreaterThan(10);
        meanings.Count(one => one.Now == one.Key && one.WasOther).ShouldBeGreaterThan(0);

        static bool IsByRecord(Known known, IReport report, string key) => known.Log.Select(one => one.Data).OfType<CompanyReassigned>()
            .Any(declared => declared.Key == key && declared.Records?.Any(record =>
                record.Source == report.Source && record.Record == Record.Of(report).Record) == true);
    }

    [Fact]
    public void Withdraw_reports_and_reinstate_records()
    {
        var records = Some.Value.SelectMany(known => known.Records).ToList();
        records.Count(record => record.Entries.Count > 0 && record.Entries[0].Position > record.Number).ShouldBeGreaterThan(5);
        records.Count(record => record.Says is { } entry
            && record.Entries.Any(other => other.IsRetraction && other.Position < entry.Position)).ShouldBeGreaterThan(5);
        records.Count(record => record.Says is { } entry && record.Entries.Any(other => other.Position > entry.Position))
            .ShouldBeGreaterThan(5);
    }
}
