using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage;
using EventPlatform.Storage.ReadTables;
using Npgsql;

namespace EventPlatform.Projections.Bulk;

/// <summary>The rows of one page of the log that nothing changes any more.</summary>
internal sealed class BuiltPage(PageFold fold, long last)
{
    private readonly List<(long First, Entry Entry)> entries = [.. fold.NewEntries];
    private readonly List<FactVersion> begun = [.. fold.Facts.Begun];
    private readonly List<FactVersion> ended = [.. fold.Facts.Ended];
    private readonly List<(CountryKey Placed, long Position)> countries = fold.Names.Countries;
    private readonly List<Identified> identified = fold.Identity.Identified;
    private readonly List<DeclarationRow> declared = fold.Identity.Declared.ConvertAll(one => IdentityRows.Of(one.Position, one.Data));
    private readonly List<ParkedRow> parked = [.. fold.Parked.Select(IdentityRows.Of)];

    /// <summary>The position of the last report of the page.</summary>
    public long Last => last;

    public void CopyTo(NpgsqlConnection connection)
    {
        RecordEntryRow.Table.Copy(connection, entries.Select(added => RecordRows.Of(added.First, added.Entry)));
        FactRow.Table.Copy(connection, begun.Where(version => version.KnownTo != ReadModel.Open).Concat(ended).Select(FactRows.Of));
        InvestorChangeRow.Table.Copy(connection, InvestorRows.Of(begun, ended));
        CountryRow.Table.Copy(connection, countries.Select(country => NameWrites.Of(country.Placed, country.Position)));
        IdentifierRow.Table.Copy(connection, IdentityRows.Of(identified));
        DeclarationRow.Table.Copy(connection, declared);
        ParkedRow.Table.Copy(connection, parked);
    }
}
