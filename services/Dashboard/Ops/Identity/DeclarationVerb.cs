using System.Text.Json.Nodes;

namespace EventPlatform.Dashboard.Ops.Identity;

/// <summary>A declaration about companies, in the words of <c>eventctl companies</c>.</summary>
/// <param name="Type">The type of the event.</param>
/// <param name="KeyLabel">The label of the first key.</param>
/// <param name="OtherLabel">The label of the second key; null if there is none.</param>
internal sealed record DeclarationVerb(
    string Verb, string Type, string Short, string Title, string Meaning, string KeyLabel, string? OtherLabel,
    Func<DeclarationForm, JsonObject> Data, bool HasWithout = false, bool HasSource = false)
{
    public static readonly IReadOnlyList<DeclarationVerb> All =
    [
        new("merge", "CompaniesMerged", "Merge", "Merge two companies",
            "Two companies are one. All facts of the first move to the second, whose key stays; the first key leads there.",
            "Company that moves", "Company whose key stays",
            form => new() { ["from"] = Text(form.Key), ["into"] = Text(form.Other) }),
        new("split", "CompaniesSplit", "Part joined keys", "Part keys that were joined",
            "Keys that were merged are not one company. Their reports belong to them again.",
            "Company", null,
            form => new() { ["key"] = Text(form.Key), ["without"] = Texts(form.Without) },
            HasWithout: true),
        new("alias", "CompanyAliasDeclared", "Alias", "Declare an alias",
            "Reports with the alias mean the company. An alias is a ticker, or another spelling.",
            "Alias", "Key of the company",
            form => new() { ["alias"] = Text(form.Key), ["key"] = Text(form.Other) }),
        new("reassign", "CompanyReassigned", "Part one key", "Part one key by source",
            "One source means another company by a key. The whole history of its reports moves; what was known before stays as it was. " +
            "To undo this, declare that the key means itself.",
            "Key, as the reports say it", "Key that they mean", Reassigned, HasSource: true),
        new("dismiss", "CandidateDismissed", "Dismiss", "Leave a candidate as it is",
            "The candidate leaves the list. It comes back if its grounds change.", "Company", null, _ => []),
    ];

    public string Button(DeclarationForm form) => Verb switch
    {
        "merge" => $"Merge {form.Key} into {form.Other}",
        "split" => $"Take {form.Without} out of {form.Key}",
        "alias" => $"Let {form.Key} mean {form.Other}",
        "reassign" => $"Let {form.Key} of {form.Source} mean {form.Other}",
        _ => Title,
    };

    private static JsonObject Reassigned(DeclarationForm form)
    {
        var data = new JsonObject { ["key"] = Text(form.Key), ["to"] = Text(form.Other) };
        var records = DeclarationForm.Listed(form.Records);
        if (records.Length == 0) data["source"] = Text(form.Source);
        else data["records"] = new JsonArray([.. records.Select(Record)]);
        return data;

        JsonObject Record(string record) => new() { ["source"] = Text(form.Source), ["recordKey"] = record };
    }

    private static JsonArray Texts(string? list) => [.. DeclarationForm.Listed(list).Select(text => JsonValue.Create(text))];

    private static string Text(string? text) => text?.Trim() ?? "";
}
