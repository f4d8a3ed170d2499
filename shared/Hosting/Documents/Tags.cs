using System.Collections.Frozen;
using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>The groups of endpoints in the OpenAPI documents, by the first word of the path, with a description of each.</summary>
internal static class Tags
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["access"] = "The feeds and key hashes that services keep, and the refusals they report. For services.",
        ["audit"] = "Changes made by ops: who, what and when.",
        ["companies"] = "Companies: the directory, profiles and their changes, and pairs that may be one company.",
        ["dead-letters"] = "Reports that could not be stored, by cause or one by one, and ways to handle them.",
        ["erasures"] = "Masks a person's name everywhere.",
        ["events"] = "Reports: feeds post them, and readers follow their log.",
        ["explain"] = "Traces a number back to the facts, reports and quotes behind it.",
        ["exports"] = "Everything in one file, for analysis elsewhere.",
        ["facts"] = "What the platform concludes from reports.",
        ["feeds"] = "Feeds, their sources, trust and licences, and their keys.",
        ["funding"] = "Money raised.",
        ["generations"] = "Builds of the read tables.",
        ["investors"] = "Investors and the rounds that they joined.",
        ["keys"] = "Keys for reading, observing and operating.",
        ["log"] = "The log as a whole: checks, exports and restores.",
        ["maintenance"] = "Whether Ingestion accepts events.",
        ["parked"] = "Groups of records whose facts are frozen, because a fold of them failed.",
        ["plants"] = "Plants: their locations and status.",
        ["progress"] = "The progress of the read tables.",
        ["promises"] = "Plans and announcements, and their outcomes.",
        ["queues"] = "The queues in RabbitMQ.",
        ["receipts"] = "The outcome of an accepted report.",
        ["records"] = "What a feed currently says, by record key.",
        ["schemas"] = "JSON Schema of the report types.",
        ["shipments"] = "Units shipped over time.",
        ["refused"] = "Events and keys that were refused recently.",
        ["refused-events"] = "Events that Ingestion refused. For services.",
        ["search"] = "Companies, people, products and plants by name.",
        ["sizes"] = "The sizes of the log and the read tables.",
        ["statistics"] = "The numbers of reports and facts.",
        ["stream-tokens"] = "Tokens that let a browser open a stream.",
        ["streams"] = "Streams of the log, one for each company key.",
        ["tallies"] = "The outcomes of each feed's reports.",
        ["timeline"] = "Actions of ops and changes of services, in one list.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void AddTo(OpenApiDocument document)
    {
        document.Tags = new HashSet<OpenApiTag>();
        foreach (var group in document.Paths.GroupBy(path => path.Key.Split('/')[2], StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            document.Tags.Add(new OpenApiTag { Name = group.Key, Description = Texts[group.Key] });
            foreach (var operation in group.SelectMany(path => path.Value.Operations!.Values))
                operation.Tags = new HashSet<OpenApiTagReference> { new(group.Key, document) };
        }
    }
}
