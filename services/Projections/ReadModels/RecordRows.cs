using EventPlatform.Projections.Fold.Facts;
using EventPlatform.Projections.Fold.Page;
using EventPlatform.Projections.Fold.Records;
using EventPlatform.Storage.ReadTables;

namespace EventPlatform.Projections.ReadModels;

/// <summary>Converts records to and from rows.</summary>
internal static class RecordRows
{
    public static RecordRow Of(RecordFold record)
    {
        var (state, claim) = (record.State, record.Claim);
        return new(
            state.First, state.Newest, state.InForce, state.LastConfirmed, state.Began,
            claim is null ? null : Claim.BucketOf(claim.Group), Day.Earliest(claim?.When), Day.Latest(claim?.When), record.FactId,
            state.Hash, state.FirstHash == state.Hash ? null : state.FirstHash, state.Revised, state.HasReports, claim?.IsWide,
            record.Id.Source, record.Id.Record, state.Sequence);
    }

    public static List<RetractionRow> Of(IEnumerable<Retraction> retractions) =>
        [.. retractions.Select(one => new RetractionRow(one.Id.Source, one.Id.Id, one.Target.Id, one.Position, one.InEffect))];

    public static RecordEntryRow Of(long first, Entry entry) => new(first, entry.Position, entry.Sequence, entry.Hash, entry.WithdrawnBy);

    public static (RecordId Id, Guid? FactId, RecordState State) Read(RecordRow row) => (
        new(row.Source, row.Record), row.FactId,
        new(
            row.First, row.Newest, row.InForce, row.Sequence, row.Hash, row.FirstHash ?? row.Hash, row.Revised,
            row.LastConfirmed, row.HasReports)
        {
            Began = row.Began,
        });
}
