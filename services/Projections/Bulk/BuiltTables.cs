using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Names;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.ReadModels;
using EventPlatform.Storage.ReadTables;
using Npgsql;
using NameRow = EventPlatform.Storage.ReadTables.NameRow;

namespace EventPlatform.Projections.Bulk;

/// <summary>
/// Folds the log from its first position with everything in memory. Rows that later reports can change stay here until the end.
/// </summary>
internal sealed class BuiltTables
{
    private readonly PageFold fold;
    private readonly NameRows names = new();
    private readonly Dictionary<TotalKey, TotalDelta> totals = [];
    private readonly Dictionary<DailyKey, DailyDelta> counts = [];
    private readonly Dictionary<(string Company, string Product), ProductNameRow> products = [];
    private readonly List<LinkChange> links = [];
    private readonly Dictionary<string, TrustRow> trusts = new(StringComparer.Ordinal);
    private readonly Dictionary<(long First, long Position), long?> withdrawn = [];

    /// <param name="declared">The reassignments in the log. If one of them names single records, the names of its source are kept by record
    /// from the start.</param>
    public BuiltTables(IEnumerable<CompanyReassigned> declared)
    {
        var context = PageContext.Begin(new Reassignments(), new Trusts(), []);
        foreach (var one in declared) context.Reassignments.TellApart(one);
        fold = new PageFold(context) { KeepsAll = true };
    }

    /// <summary>The number of records and retractions in memory.</summary>
    public int Count => fold.Count;

    public BuiltPage Fold(IReadOnlyList<LoggedReport> page)
    {
        foreach (var (position, report, recorded) in page) fold.Apply(position, report, recorded);
        foreach (var step in fold.Names.Steps) names.Apply(step);
        foreach (var (key, delta) in fold.Facts.Totals) totals[key] = totals.GetValueOrDefault(key) + delta;
        foreach (var (key, delta) in fold.Facts.Daily.Changed) counts[key] = counts.GetValueOrDefault(key) + delta;
        foreach (var product in ProductRows.Of(fold.Facts.Begun)) products.TryAdd((product.Company, product.Product), product);
        links.AddRange(fold.Identity.Links);
        foreach (var (position, feed) in fold.Identity.Feeds) trusts[feed.Name] = IdentityRows.Of(position, feed);
        foreach (var (entry, by) in fold.Withdrawn) withdrawn[entry] = by;
        var built = new BuiltPage(fold, page[^1].Position);
        fold.AcceptChanges();
        return built;
    }

    /// <summary>Copies the rows that could change until the end.</summary>
    public void CopyTo(NpgsqlConnection connection)
    {
        RecordRow.Table.Copy(connection, fold.Records.Select(RecordRows.Of));
        FactRow.Table.Copy(connection, fold.Facts.Current.Select(FactRows.Of));
        NameRow.Table.Copy(connection, names.All.Select(NameWrites.Of));
        LinkRow.Table.Copy(connection, IdentityRows.Of(links));
        FundingTotalRow.Table.Copy(connection, TotalRows.Of(totals).Where(total => total.Rounds != 0));
        DailyCountRow.Table.Copy(connection, DailyRows.Of(counts));
        ProductNameRow.Table.Copy(connection, products.Values);
        RetractionRow.Table.Copy(connection, RecordRows.Of(fold.AllRetractions));
        TrustRow.Table.Copy(connection, trusts.Values);
    }

    /// <summary>Updates rows that were copied before. Call it when the tables have their keys.</summary>
    public void Change(NpgsqlConnection connection)
    {
        using var batch = connection.CreateBatch();
        new PageWrites(new(batch)).Withdraw(withdrawn);
        if (batch.BatchCommands.Count > 0) batch.ExecuteNonQuery();
    }
}
