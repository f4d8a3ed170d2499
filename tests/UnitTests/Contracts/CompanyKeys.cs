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
    [InlineData("!!!", "")]
    [InlineData("", "")]
    public void A_name_becomes_its_slug(string name, string key) => CompanyKey.FromName(name).ShouldBe(key);

    [Theory]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("XPENG", "xpeng")]
    [InlineData("Apple Inc", "apple")]
    [InlineData("A B", "A\u00A0B")]
    public void Two_spellings_of_one_name_have_one_key(string one, string other) => CompanyKey.FromName(one).ShouldBe(CompanyKey.FromName(other));

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
    public void Only_a_slug_is_a_key(string text, bool isKey) => CompanyKey.IsKey(text).ShouldBe(isKey);

    [Fact]
    public void A_slug_is_a_key_and_its_own_slug() => Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char, Gen.Const(' '), Gen.Char[".,-&'éßſςΣ小"]), 0, 40]
        .Where(name => !name.Any(char.IsSurrogate))
        .Sample(name =>
        {
            var key = CompanyKey.FromName(name);
            return key.Length == 0 || CompanyKey.IsKey(key) && string.Equals(CompanyKey.FromName(key), key, StringComparison.Ordinal);
        });

    [Fact]
    public void A_long_name_has_a_key_of_the_longest_length_at_most()
    {
        var key = CompanyKey.FromName(string.Join(' ', Enumerable.Repeat("longname", 30)));

        key.Length.ShouldBeLessThanOrEqualTo(CompanyKey.MaxLength);
        CompanyKey.IsKey(key).ShouldBeTrue();
    }

    [Theory]
    [InlineData("𠮷")]
    [InlineData("x𠮷")]
    public void A_long_name_is_not_cut_within_a_character(string start) =>
        CompanyKey.IsKey(CompanyKey.FromName(start + string.Concat(Enumerable.Repeat("𠮷", 100)))).ShouldBeTrue();

    [Fact]
    public void The_key_of_a_long_name_is_its_own_key()
    {
        for (var length = 105; length <= 120; length++)
        {
            var key = CompanyKey.FromName(new string('a', length) + " company two");
            CompanyKey.FromName(key).ShouldBe(key);
        }
    }
}
