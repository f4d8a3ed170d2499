using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Tell;

namespace EventPlatform.UnitTests.Oracle;

/// <summary>"Companies" of docs/facts.md.</summary>
public sealed class Companies_by_the_book
{
    private static readonly string L = Leis.Of(1);
    private static readonly string M = Leis.Of(2);

    [Fact]
    public void A_key_is_a_company_of_its_own() => Canonical("bolt", Named("Acme"), Named("Bolt")).ShouldBe("bolt");

    [Theory]
    [InlineData("5493001kjtiigc8y1r12", null, null, "5493001KJTIIGC8Y1R12", null, null)]
    [InlineData(null, "0001234", null, null, "1234", null)]
    [InlineData(null, "CIK1234", null, null, "1234", null)]
    [InlineData(null, null, "www.Acme.com", null, null, "acme.com.")]
    [InlineData(null, null, "https://www.acme.com:443/", null, null, "acme.com")]
    public void An_identifier_joins_two_keys_and_the_older_is_canonical(
        string? lei, string? cik, string? domain, string? otherLei, string? otherCik, string? otherDomain) =>
        Canonical("bolt", Named("Acme", lei, cik, domain), Named("Bolt", otherLei, otherCik, otherDomain)).ShouldBe("acme");

    [Theory]
    [InlineData("N/A", null, null)]
    [InlineData("00000000000000000000", null, null)]
    [InlineData("5493001KJTIIGC8Y1R13", null, null)]
    [InlineData(null, "None", null)]
    [InlineData(null, "0", null)]
    [InlineData(null, null, "null")]
    [InlineData(null, null, "com")]
    [InlineData(null, null, "http://")]
    [InlineData(null, null, "facebook.com/acme")]
    public void What_is_no_identifier_in_an_older_log_joins_nothing(string? lei, string? cik, string? domain) =>
        Canonical("bolt", Named("Acme", lei, cik, domain), Named("Bolt", lei, cik, domain)).ShouldBe("bolt");

    [Fact]
    public void Of_keys_of_one_report_the_first_in_ordinal_order_is_the_older() =>
        Canonical("bolt", A(Partners("Bolt", "Acme")), Named("Bolt", L), Named("Acme", L)).ShouldBe("acme");

    [Fact]
    public void A_retracted_report_still_joins() =>
        Canonical("bolt", Named("Acme", L), Named("Bolt", L), A(TakeBackReport(2))).ShouldBe("acme");

    [Fact]
    public void A_merge_keeps_the_key_that_it_goes_into() =>
        Canonical("acme", Named("Acme"), Named("Bolt"), Ops(Merge("acme", "bolt"))).ShouldBe("bolt");

    [Fact]
    public void An_alias_keeps_the_company_of_the_key() =>
        Canonical("acme", Named("Acme"), Ops(new CompanyAliasDeclared { Alias = "acme", Key = "bolt" })).ShouldBe("bolt");

    [Fact]
    public void A_merge_of_one_company_changes_nothing() =>
        Canonical("bolt", Named("Acme", L), Named("Bolt", L), Ops(Merge("acme", "bolt"))).ShouldBe("acme");

    [Fact]
    public void A_split_undoes_a_join_by_identifiers_for_good() =>
        Canonical("bolt", Named("Acme", L), Named("Bolt", L), Ops(Split("acme", "bolt")), Named("Bolt", L)).ShouldBe("bolt");

    [Fact]
    public void A_split_keeps_together_what_it_takes_out_together()
    {
        Line[] lines = [Named("Acme", L), Named("Bolt", L, "1"), Named("Coil", null, "1"), Ops(Split("acme", "bolt", "coil"))];
        Canonical("coil", lines).ShouldBe("bolt");
    }

    [Fact]
    public void A_split_leaves_alone_what_is_not_of_the_company() =>
        Canonical("coil", Named("Acme", L), Named("Bolt", L), Named("Coil", M), Named("Dyna", M), Ops(Split("acme", "bolt", "dyna")))
            .ShouldBe("coil");

    [Fact]
    public void A_merge_after_a_split_joins_again() =>
        Canonical("bolt", Named("Acme", L), Named("Bolt", L), Ops(Split("acme", "bolt")), Ops(Merge("bolt", "acme"))).ShouldBe("acme");

    [Fact]
    public void Keys_that_are_kept_apart_do_not_meet_through_a_third() =>
        Canonical("coil", Named("Acme", L), Named("Bolt", L, "1"), Ops(Split("acme", "bolt")), Named("Coil", L, "1")).ShouldBe("acme");

    [Fact]
    public void A_split_is_not_known_before_its_position() =>
        Log(Named("Acme", L), Named("Bolt", L), Ops(Split("acme", "bolt"))).UpTo(2).Companies.Canonical("bolt").ShouldBe("acme");

    [Fact]
    public void R18_A_key_that_two_feeds_share_is_parted_for_one_of_them()
    {
        var parted = Log(A(Raised(100)), B(Raised(300, on: "2016-01-22")), Ops(Reassign("acme", "acme-india", "/feeds/b")),
            B(Raised(500, on: "2018-01-22")));
        parted.Living.Select(fact => fact.Company).ShouldBe(["acme", "acme-india", "acme-india"]);
        parted.UpTo(2).Living.Select(fact => fact.Company).ShouldBe(["acme", "acme"]);
    }

    [Fact]
    public void R18_Sources_below_the_one_that_is_named_are_reassigned_too_but_not_those_that_only_begin_like_it() =>
        Log(new Line("a/x", Raised(1)), new Line("ab", Raised(1)), Ops(Reassign("acme", "bolt", "/feeds/a")))
            .Living.Select(fact => fact.Company).ShouldBe(["bolt", "acme"], ignoreOrder: true);

    [Fact]
    public void R18_A_scope_by_record_goes_before_one_by_source_and_a_longer_source_before_a_shorter_whichever_came_last()
    {
        Line[] lines =
        [
            new("a/x", Raised(1), "k1"), new("a/x", Raised(1), "k2"), new("a", Raised(1), "k1"),
            Ops(Reassign("acme", "by-record", ("/feeds/a/x", "k1"))), Ops(Reassign("acme", "by-longer", "/feeds/a/x")),
            Ops(Reassign("acme", "by-shorter", "/feeds/a")),
        ];
        Log(lines).Living.Select(fact => fact.Company).ShouldBe(["by-record", "by-longer", "by-shorter"], ignoreOrder: true);
    }

    [Fact]
    public void R18_A_later_declaration_of_the_same_scope_replaces_the_earlier_and_the_key_itself_undoes_it()
    {
        Line[] lines = [A(Raised(1)), Ops(Reassign("acme", "bolt", "/feeds/a")), Ops(Reassign("acme", "coil", "/feeds/a"))];
        Log(lines).Living.Single().Company.ShouldBe("coil");
        Log([.. lines, Ops(Reassign("acme", "acme", "/feeds/a"))]).Living.Single().Company.ShouldBe("acme");
    }

    [Fact]
    public void R18_Identifiers_go_with_the_reports_and_so_do_the_joins_that_they_made()
    {
        Line[] lines = [Named("Acme"), Named("Bolt", domain: "acme.com"),
            B(Raised(1) with { Company = new() { Name = "Acme", Domain = "acme.com" } })];
        Canonical("bolt", lines).ShouldBe("acme");
        var parted = Log([.. lines, Ops(Reassign("acme", "acme-two", "/feeds/b"))]).Companies;
        (parted.Canonical("bolt"), parted.Canonical("acme-two"), parted.Canonical("acme")).ShouldBe(("bolt", "bolt", "acme"));
    }

    [Fact]
    public void R18_Investors_and_other_parties_are_reassigned_as_the_company_is() =>
        Log(A(Partners("Acme", "Bolt")), Ops(Reassign("bolt", "coil", "/feeds/a"))).Living.Single().Counterparty.ShouldBe("coil");

    [Fact]
    public void Facts_move_with_their_companies()
    {
        var merged = Log(A(Raised(100)), B(Raised(100, company: "Bolt")), Ops(Merge("bolt", "acme")));
        merged.Living.Single().State.ShouldBe(FactState.Corroborated);
        merged.Facts.Single(fact => fact.State == FactState.Retracted).ContinuedBy.ShouldBe(merged.Living.Single().Id);
    }

    private static Known Log(params Line[] lines) => History.Of(lines);

    private static string Canonical(string key, params Line[] lines) => Log(lines).Companies.Canonical(key);

    private static Line Named(string name, string? lei = null, string? cik = null, string? domain = null) =>
        A(Raised(1) with { Company = new() { Name = name, Lei = lei, Cik = cik, Domain = domain } });
}
