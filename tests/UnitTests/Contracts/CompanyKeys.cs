using CsCheck;
using EventPlatform.Contracts;

namespace EventPlatform.UnitTests.Contracts;

public sealed class CompanyKeys
{
    [Theory]
    [InlineData("XPeng", "xpeng")]
    [InlineData("Xpeng Motors", "xpeng-motors")]
    [InlineData("Apple Inc.", "apple")]
    [InlineData("Apple, Inc", "apple")]
    [InlineData("ACME Holding Co., Ltd.", "acme-holding")]
    [InlineData("Siemens AG", "siemens")]
    [InlineData("Sono Motors GmbH & Co. KG", "sono-motors")]
    [InlineData("Telefónica, S.A.", "telefónica")]
    [InlineData("Nokia Oyj", "nokia")]
    [InlineData("Yahoo!", "yahoo")]
    [InlineData("L'Oréal", "loréal")]
    [InlineData("Coca-Cola", "coca-cola")]
    [InlineData("AC/DC Motors", "ac-dc-motors")]
    [InlineData("  Rolls   Royce\tplc ", "rolls-royce")]
    [InlineData("Inc", "inc")]
    [InlineData("Co Ltd", "co")]
    [InlineData("3M", "3m")]
    [InlineData("ＡＢＣ　Ｌｔｄ", "abc")]
    [InlineData("ﬁnch", "finch")]
    [InlineData("STRASSE", "strasse")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("οδος", "οδοσ")]
    [InlineData("小鹏汽车", "小鹏汽车")]
    [InlineData("ООО Ромашка", "ооо-ромашка")]
    [InlineData("हिन्दुस्तान", "हिन्दुस्तान")]
    [InlineData("Huawei Technologies Co.,Ltd.", "huawei-technologies")]
    [InlineData("Acme(Shanghai)Co., Ltd.", "acme-shanghai")]
    [InlineData("Academia.edu", "academia-edu")]
    [InlineData("U.S. Steel", "us-steel")]
    [InlineData("U.S.Steel", "us-steel")]
    [InlineData("J.P. Morgan & Co.", "jp-morgan")]
    [InlineData("A.P. Møller - Mærsk A/S", "ap-møller-mærsk")]
    [InlineData("Johnson & Johnson", "johnson-and-johnson")]
    [InlineData("Johnson and Johnson", "johnson-and-johnson")]
    [InlineData("Moody’s", "moodys")]
    [InlineData("Moody´s", "moodys")]
    [InlineData("'t Hooft", "t-hooft")]
    [InlineData("Xerox™", "xerox")]
    [InlineData("Xerox® ©2020 ℠", "xerox-2020")]
    [InlineData("Weiß", "weiss")]
    [InlineData("Cemex, S.A.B. de C.V.", "cemex")]
    [InlineData("Agrofert s.r.o.", "agrofert")]
    [InlineData("Agrofert, spol. s r. o.", "agrofert")]
    [InlineData("Novo Nordisk A/S", "novo-nordisk")]
    [InlineData("Canva Pty Ltd", "canva")]
    [InlineData("Grab Pte. Ltd.", "grab")]
    [InlineData("Ola Electric Mobility Pvt. Ltd.", "ola-electric-mobility")]
    [InlineData("Allegro Sp. z o.o.", "allegro")]
    [InlineData("Enel S.p.A.", "enel")]
    [InlineData("Rimac Automobili d.o.o.", "rimac-automobili")]
    [InlineData("Toyota Motor K.K.", "toyota-motor")]
    [InlineData("Ford Otomotiv Sanayi A.Ş.", "ford-otomotiv-sanayi")]
    [InlineData("PT Telkom Indonesia (Persero) Tbk", "pt-telkom-indonesia")]
    [InlineData("Qatar Fuel Q.P.S.C.", "qatar-fuel")]
    [InlineData("Газпром ПАО", "газпром")]
    [InlineData("Tiffany & Co.", "tiffany")]
    [InlineData("トヨタ自動車株式会社", "トヨタ自動車")]
    [InlineData("小米科技有限责任公司", "小米科技")]
    [InlineData("The Limited", "the-limited")]
    [InlineData("The Company Ltd.", "the-company")]
    [InlineData("The Gap, Inc.", "the-gap")]
    [InlineData("株式会社", "株式会社")]
    [InlineData("!!!", "")]
    [InlineData("", "")]
    public void A_name_becomes_its_slug(string name, string key) => CompanyKey.FromName(name).ShouldBe(key);

    [Theory]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("XPENG", "xpeng")]
    [InlineData("Apple Inc", "apple")]
    [InlineData("A B", "A\u00A0B")]
    [InlineData("Huawei Technologies Co., Ltd.", "Huawei Technologies Co.,Ltd.")]
    [InlineData("Sono Motors GmbH & Co. KG", "Sono Motors GmbH und Co. KG")]
    [InlineData("Arçelik", "Arçelik A.Ş.")]
    public void Two_spellings_of_one_name_have_one_key(string one, string other) =>
        CompanyKey.FromName(one).ShouldBe(CompanyKey.FromName(other));

    [Theory]
    [InlineData("xpeng", true)]
    [InlineData("coca-cola", true)]
    [InlineData("小鹏汽车", true)]
    [InlineData("XPeng", false)]
    [InlineData("a--b", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    [InlineData("straße", true)]
    [InlineData("hawaiʻi", true)]
    [InlineData("acme-inc", true)]
    public void Only_a_slug_is_a_key(string text, bool isKey) => CompanyKey.IsKey(text).ShouldBe(isKey);

    [Fact]
    public void A_slug_is_a_key_and_its_own_slug() =>
        Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char, Gen.Const(' '), Gen.Char[".,-&'éßſςΣ小"]), 0, 40]
        .Where(name => !name.Any(char.IsSurrogate))
        .Sample(name =>
        {
            var key = CompanyKey.FromName(name);
            return key.Length == 0 || CompanyKey.IsKey(key) && string.Equals(CompanyKey.FromName(key), key, StringComparison.Ordinal);
        });

    [Fact]
    public void A_long_name_has_a_key_of_its_own()
    {
        var longName = string.Concat(Enumerable.Repeat("Long ", 26));
        var (one, other) = (CompanyKey.FromName(longName + "Tranche A"), CompanyKey.FromName(longName + "Tranche B"));

        one.ShouldStartWith(string.Join('-', Enumerable.Repeat("long", 20)) + "-");
        one.Length.ShouldBeLessThanOrEqualTo(CompanyKey.MaxLength);
        one.ShouldNotBe(other);
        CompanyKey.IsKey(one).ShouldBeTrue();
        CompanyKey.FromName(one).ShouldBe(one);
    }

    [Theory]
    [InlineData("𠮷")]
    [InlineData("x𠮷")]
    public void A_long_name_is_not_cut_within_a_character(string start) =>
        CompanyKey.IsKey(CompanyKey.FromName(start + string.Concat(Enumerable.Repeat("𠮷", 100)))).ShouldBeTrue();
}
