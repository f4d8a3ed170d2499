using CsCheck;
using EventPlatform.Contracts;
using static EventPlatform.UnitTests.Oracle.Sentences;

namespace EventPlatform.UnitTests.Oracle.Types;

/// <summary>ProductAnnounced: R29.</summary>
internal sealed class Announcements : TypeByTheBook<ProductAnnounced>
{
    public override Gen<ReportData> Any => AnyReport.Announcement;

    protected override PartialDate When(ProductAnnounced data) => data.Expected;

    protected override Enum Status(ProductAnnounced data) => data.Status;

    protected override string Group(ProductAnnounced data, Said said) => $"of {said.Company}, {Near.Words(data.Product)}";

    protected override bool Match(ProductAnnounced a, ProductAnnounced b, Said one, Said other) => a.Milestone == b.Milestone;

    protected override string Sentence(ProductAnnounced data) =>
        $"{Who(data.Company)} will have {data.Product} {data.Milestone} {data.Expected}, {data.Status}{Part("a", data.Kind)}";
}
