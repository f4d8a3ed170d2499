using System.Text.Json.Nodes;
using EventPlatform.Operations;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>The filter of letters in the address of a page.</summary>
public sealed class LetterFilter(IQueryCollection query)
{
    public const string Waiting = "waiting";

    public static readonly IReadOnlyList<(string Value, string Text)> States =
        [(Waiting, "Waiting"), ("stored", "Stored since"), ("duplicate", "Stored already"), ("archived", "Archived")];

    public static readonly IReadOnlyList<(string Value, string Text)> Reasons =
        [("bad-data", "Refused by the database"), ("conflicting-duplicate", "Same id, other content")];

    public string State { get; } = Text(query, "state") ?? Waiting;

    public string? Feed { get; } = Text(query, "feed");

    public string? Source { get; } = Text(query, "source");

    public string? Type { get; } = Text(query, "type");

    public string? Reason { get; } = Text(query, "reason");

    public string? Cause { get; } = Text(query, "cause");

    /// <summary>The id of a letter, if an action is for that letter alone.</summary>
    public string? Id { get; } = Text(query, "id");

    private (string Name, object? Value)[] Members =>
        [("feed", Feed), ("source", Source), ("type", Type), ("reason", Reason), ("cause", Cause)];

    public string Address(string path, params (string Name, object? Value)[] more) =>
        Addresses.With(path, [.. Members, ("state", State), .. more]);

    /// <summary>Returns the address of an action. It has no state, because the letters of an action are in one state.</summary>
    public string AddressOfAction(string path) => Addresses.With(path, [.. Members, ("id", Id)]);

    public string AddressOfGroup(string path, LetterGroup group) => Addresses.With(path,
        ("state", State), ("feed", group.Feed), ("source", Source), ("type", group.Type), ("reason", group.Reason), ("cause", group.Cause));

    /// <summary>Returns the filter for the body of an action.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in Members.Append(("id", Id)))
        {
            if (value is string text) json[name] = text;
        }

        return json;
    }

    /// <summary>The filter in words.</summary>
    public IEnumerable<(string Name, string Value)> Described => from member in Members.Append(("id", Id))
        where member.Item2 is not null
        select (Display.Words.Of(member.Item1), (string)member.Item2!);

    public static string TextOfReason(string reason) => Reasons.FirstOrDefault(one => one.Value == reason).Text ?? reason;

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
}
