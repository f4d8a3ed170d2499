using System.Collections.Frozen;
using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary>Groups of endpoints in the OpenAPI documents: the first word of the path, and what it is about.</summary>
internal static class Tags
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["access"] = "The feeds and key hashes that services keep, and the refusals they report. For services.",
        ["audit"] = "Changes that ops made: who, what and when.",
        ["companies"] = "Companies: the directory, profiles, what changed in them, and pairs that are perhaps one company.",
        ["dead-letters"] = "Reports that could not be stored, by cause or one by one, and what ops do about them.",
        ["erasures"] = "Masks a person's name everywhere.",
        ["events"] = "Reports: feeds post them, and readers follow the log of them.",
        ["explain"] = "Leads from a number to the facts, reports and quotes that it rests on.",
        ["exports"] = "Everything in one file, for analysis elsewhere.",
        ["facts"] = "What the platform concludes from reports.",
        ["feeds"] = "Feeds, their sources, trust and licences, and their keys.",
        ["funding"] = "Money raised.",
        ["generations"] = "Builds of the read tables.",
        ["investors"] = "Investors and the rounds that they joined.",
        ["keys"] = "Keys for reading, observing and operating.",
        ["log"] = "The log as a whole: checked, exported and restored.",
        ["maintenance"] = "Whether Ingestion takes events.",
        ["parked"] = "Groups of records whose facts stand still, since a fold of them failed.",
        ["plants"] = "Plants: where they are and what became of them.",
        ["progress"] = "How far the read tables are.",
        ["promises"] = "What was planned or announced, and what became of it.",
        ["queues"] = "Queues of RabbitMQ.",
        ["receipts"] = "What became of a report that was accepted.",
        ["records"] = "What a feed says at present, by record key.",
        ["schemas"] = "JSON Schema of the report types.",
        ["shipments"] = "Units shipped over time.",
        ["refused"] = "Whose events and which keys were refused lately.",
        ["refused-events"] = "Events that Ingestion refused. For services.",
        ["search"] = "Companies, people, products and plants by name.",
        ["sizes"] = "How large the log and the read tables are.",
        ["statistics"] = "How many reports and facts there are.",
        ["stream-tokens"] = "Tokens with which a browser opens a stream.",
        ["streams"] = "Streams of the log, one for each company key.",
        ["tallies"] = "What became of the reports of each feed.",
        ["timeline"] = "What ops did and what changed, in one list.",
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
