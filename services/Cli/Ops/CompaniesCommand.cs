using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl companies candidates | merge | split | reassign | dismiss</c>.</summary>
internal static class CompaniesCommand
{
    private static readonly (string, string)[] Columns =
    [
        ("Kind", "kind"), ("Key", "key"), ("Other", "other"), ("Since", "since"), ("Score", "score"), ("Grounds", "grounds"),
        ("At stake", "parties"),
    ];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var reason = new Option<string?>("--reason") { Description = "Reason for later readers of the log" };
        return new Command("companies", "Candidates for review, and declarations that merge, split or reassign companies.")
        {
            format, Candidates(format), Merge(format, reason), Split(format, reason), Reassign(format, reason), Dismiss(format, reason),
        };
    }

    private static Command Candidates(Option<OutputFormat> format)
    {
        var kind = new Option<string?>("--kind") { Description = "perhaps-one or perhaps-two" };
        var state = new Option<string?>("--state") { Description = "open (default) or dismissed" };
        var sort = new Option<string?>("--sort") { Description = "newest (default) or score" };
        var limit = OpsAction.LimitOption();
        var command = new Command("candidates", "Companies that may be one, and keys that may mean two companies. Newest first.")
        {
            kind, state, sort, limit,
        };
        return command.Does(format, OpsClient.OfQuery, async (parsed, client, output, ct) =>
        {
            var (candidates, areMore) = await client.ListAsync("/v1/companies/candidates",
                [("kind", parsed.GetValue(kind)), ("state", parsed.GetValue(state)), ("sort", parsed.GetValue(sort))],
                parsed.GetValue(limit), ct);
            output.Table(output.IsJson ? candidates : [.. candidates.Select(candidate => Row(candidate!))], areMore, Columns);
        });
    }

    private static Command Merge(Option<OutputFormat> format, Option<string?> reason)
    {
        var (from, into) = (new Argument<string>("FROM"), new Argument<string>("INTO") { Description = "The company whose key remains" });
        return new Command("merge", "Declares that two companies are one.") { from, into, reason }.Declares(
            format, reason, "CompaniesMerged", parsed => new() { ["from"] = parsed.GetValue(from), ["into"] = parsed.GetValue(into) });
    }

    private static Command Split(Option<OutputFormat> format, Option<string?> reason)
    {
        var key = new Argument<string>("KEY");
        var without = new Argument<string[]>("WITHOUT")
        {
            Description = "Keys to separate from its company, together", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("split", "Declares that joined keys are not one company.") { key, without, reason };
        return command.Declares(format, reason, "CompaniesSplit", parsed =>
            new() { ["key"] = parsed.GetValue(key), ["without"] = Texts(parsed.GetValue(without)!) });
    }

    private static Command Reassign(Option<OutputFormat> format, Option<string?> reason)
    {
        var key = new Argument<string>("KEY") { Description = "The key as the reports have it" };
        var to = new Argument<string>("TO") { Description = "The key that they mean; KEY itself undoes a reassignment" };
        var source = new Option<string>("--source") { Description = "Only reports of this source and those below it", Required = true };
        var records = new Option<string[]>("--record") { Description = "Only records of the source with these keys" };
        var reports = new Option<string[]>("--report")
        {
            Description = "Only reports of the source with these ids and without a record key",
        };
        var command = new Command(
            "reassign", "Declares that a key means another company in one source.") { key, to, source, records, reports, reason };
        return command.Declares(format, reason, "CompanyReassigned", parsed =>
        {
            var declared = new JsonObject { ["key"] = parsed.GetValue(key), ["to"] = parsed.GetValue(to) };
            JsonNode[] only = [.. Records("recordKey", parsed.GetValue(records)), .. Records("id", parsed.GetValue(reports))];
            if (only.Length == 0) declared["source"] = parsed.GetValue(source);
            else declared["records"] = new JsonArray(only);
            return declared;

            IEnumerable<JsonNode> Records(string field, string[]? values) =>
                (values ?? []).Select(value => new JsonObject { ["source"] = parsed.GetValue(source), [field] = value });
        });
    }

    private static Command Dismiss(Option<OutputFormat> format, Option<string?> reason)
    {
        var key = new Argument<string>("KEY");
        var other = new Argument<string?>("OTHER")
        {
            Description = "The other company, if the candidate is a pair", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("dismiss", "Dismisses a candidate. It comes back only if its grounds change.") { key, other, reason };
        return command.Declares(format, reason, "CandidateDismissed", async (parsed, ct) =>
        {
            string[] keys = [.. ((string?[])[parsed.GetValue(key), parsed.GetValue(other)]).OfType<string>().Order(StringComparer.Ordinal)];
            using var query = OpsClient.OfQuery();
            var (found, _) = await query.ListAsync("/v1/companies/candidates",
                [("key", keys[0]), ("kind", keys.Length == 1 ? "perhaps-two" : "perhaps-one")], int.MaxValue, ct);
            var candidate = found.FirstOrDefault(one => (string?)one!["id"] == string.Join('+', keys))
                ?? throw new CommandException(
                    $"{string.Join(" and ", keys)}: there is no such open candidate. eventctl companies candidates lists them.");
            var declared = new JsonObject
            {
                ["kind"] = (string?)candidate["kind"], ["key"] = (string?)candidate["key"], ["grounds"] = candidate["grounds"]!.DeepClone(),
            };
            if (candidate["other"] is { } second) declared["other"] = second.DeepClone();
            return declared;
        });
    }

    /// <summary>A row of the table for people.</summary>
    private static JsonObject Row(JsonNode candidate)
    {
        var row = candidate.DeepClone().AsObject();
        row["grounds"] = string.Join("; ", row["grounds"]!.AsArray().Select(ground => (string?)ground));
        row["parties"] = string.Join("; ", row["parties"]!.AsArray().SelectMany(party => party!["atStake"]!.AsArray().Select(line =>
            $"{party["name"]}: {line!["amount"]} {line["currency"]}")));
        return row;
    }

    private static JsonArray Texts(string[] texts) => [.. texts.Select(text => JsonValue.Create(text))];
}
