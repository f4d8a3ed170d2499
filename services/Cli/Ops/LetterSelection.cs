using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary>The options that select dead letters: one by its id, or all that match the filters.</summary>
internal sealed class LetterSelection
{
    private readonly Argument<Guid?> id = new("ID") { Description = "Id of one letter, as list shows it", Arity = ArgumentArity.ZeroOrOne };

    private readonly (string Name, Option<string?> Option)[] filters =
    [
        ("feed", new("--feed") { Description = "Letters of this feed" }),
        ("source", new("--source") { Description = "Letters of this source" }),
        ("type", new("--type") { Description = "Letters of this report type" }),
        ("reason", new("--failure") { Description = "bad-data or conflicting-duplicate" }),
        ("cause", new("--cause") { Description = "Letters with this cause, as groups shows it" }),
    ];

    private readonly Option<bool> all = new("--all") { Description = "All letters" };

    public void AddTo(Command command, bool withId)
    {
        if (withId)
        {
            command.Add(id);
            command.Add(all);
        }

        foreach (var (_, option) in filters) command.Add(option);
    }

    /// <summary>The filters as parameters of a query string.</summary>
    public IEnumerable<(string Name, string? Value)> Query(ParseResult parsed) =>
        filters.Select(filter => (filter.Name, parsed.GetValue(filter.Option)));

    public Guid? Id(ParseResult parsed) => parsed.GetValue(id);

    /// <summary>The selection as JSON, for the body of a batch.</summary>
    /// <exception cref="CommandException">Nothing is selected.</exception>
    public JsonObject Filter(ParseResult parsed)
    {
        var chosen = new JsonObject();
        if (Id(parsed) is { } one) chosen["id"] = one;
        foreach (var (name, value) in Query(parsed))
        {
            if (value is not null) chosen[name] = value;
        }

        return chosen.Count > 0 || parsed.GetValue(all)
            ? chosen
            : throw new CommandException("Select letters with an ID, --feed, --source, --type, --failure, --cause, or --all.");
    }
}
