using EventPlatform.Contracts;
using EventPlatform.Projections.Fold.Identity;
using EventPlatform.Projections.Fold.Records;

namespace EventPlatform.Projections.Fold.Names;

/// <summary>
/// Everything that a source says about a key, by record. When ops reassign single records, it replaces what is stored for the source as a
/// whole.
/// </summary>
/// <param name="Sightings">The position of the first report of each record.</param>
internal sealed record Separation(
    string Key, string Source, IReadOnlyList<Identified> Identified, IReadOnlyList<NameRow> Names,
    IReadOnlyList<(CountryKey Placed, long Position)> Countries,
    IReadOnlyList<(Mention Mention, long Position)> Sightings)
{
    /// <param name="reports">All reports of the source that name the key, in the order of the log.</param>
    /// <param name="declared">The reassignments up to the last of these reports.</param>
    public static Separation Of(string key, string source, IReadOnlyList<(long Position, IReport Report)> reports, Reassignments declared)
    {
        var said = reports.SelectMany(one => one.Report.Data.Parties.Where(named => named.KeyAsSent() == key)
            .Select(named => (one.Position, Mention: new Mention(key, source, RecordId.OfWords(one.Report).Record), Named: named)))
                .ToList();
        var identified = reports.SelectMany(one => Identifiers.In(one.Report.Data.Parties).Index().Where(found => found.Item.Key == key)
            .Select(found => new Identified(one.Position, found.Index, found.Item.Identifier,
                new(key, source, RecordId.OfWords(one.Report).Record))));
        var countries = said.Where(one => one.Named.Country is not null)
            .Select(one => (Placed: new CountryKey(one.Mention, one.Named.Country!), one.Position));
        return new(key, source, [.. identified.DistinctBy(found => (found.Identifier, found.Mention))], [.. NamesOf(said, declared, key)],
            [.. countries.DistinctBy(one => one.Placed)],
            [.. said.DistinctBy(one => one.Mention).Select(one => (one.Mention, one.Position))]);
    }

    private static IEnumerable<NameRow> NamesOf(
        List<(long Position, Mention Mention, Named Named)> said, Reassignments declared, string key)
    {
        var (rows, latest, means) = (new NameRows(), new LatestNames(), new Dictionary<Mention, string>());
        foreach (var at in said.Select(one => one.Position).Concat(declared.PositionsOf(key)).Distinct().Order())
        {
            var moved = means.Select(one => (Mention: one.Key, To: Meant(one.Key, at))).Where(one => means[one.Mention] != one.To).ToList();
            rows.Move(new(at, moved));
            foreach (var (mention, to) in moved) means[mention] = to;
            foreach (var (position, mention, named) in said.Where(one => one.Position == at))
            {
                var (name, kind) = (new NameKey(mention, named.Name.Normalize()), NameKey.KindOf(named));
                means[mention] = Meant(mention, at);
                if (latest.Change(name, kind, position)) rows.Say(name, new(means[mention], kind, position, position));
            }
        }

        return rows.All;

        string Meant(Mention mention, long at) => declared.Means(mention.Key, mention.Source, mention.Record, at);
    }
}
