using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl keys list | create | revoke</c>: keys of a feed with <c>--feed</c>, otherwise for reading and ops.</summary>
internal static class KeysCommand
{
    private static readonly (string, string)[] Columns =
        [("Id", "id"), ("Name", "name"), ("Role", "role"), ("Created", "createdAt"), ("Revoked", "revokedAt")];

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var feed = new Option<string?>("--feed")
        {
            Description = "Keys of this feed; default: keys for reading and ops", Recursive = true,
        };
        return new Command("keys", "Keys to post, read or operate. The text of a key is shown only once, when it is created.")
        {
            format, feed, List(format, feed), New(format, feed), Revoke(format, feed),
        };
    }

    private static Command List(Option<OutputFormat> format, Option<string?> feed) =>
        new Command("list", "Lists the keys that were created.").Does(format, async (parsed, client, output, ct) =>
            output.Table(
                (await client.GetAsync(PathOf(parsed.GetValue(feed)), ct))["items"]!.DeepClone().AsArray(), areMore: false, Columns));

    private static Command New(Option<OutputFormat> format, Option<string?> feed)
    {
        var name = new Option<string?>("--name") { Description = "Holder of the key, if it is not for a feed" };
        var role = new Option<string?>("--role") { Description = "Role of the key, if it is not for a feed: read, observer or ops" };
        role.AcceptOnlyFromAmong("read", "observer", "ops");
        var command = new Command("create", "Creates a key: --feed NAME, or --name WHO --role read|observer|ops. It is shown only once.")
        {
            name, role,
        };
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            var (holder, holds) = (parsed.GetValue(name), parsed.GetValue(role));
            var isFeeds = parsed.GetValue(feed) is not null;
            if (isFeeds ? holder is not null || holds is not null : holder is null || holds is null)
                throw new CommandException("A key needs a holder: either --feed NAME, or --name WHO and --role read|observer|ops.");
            var body = isFeeds ? null : new JsonObject { ["name"] = holder, ["role"] = holds }.ToJsonString();
            var key = await client.SendAsync(HttpMethod.Post, PathOf(parsed.GetValue(feed)), body, ct);
            output.Fields(key, ("Id", "id"), ("Name", "name"), ("Role", "role"), ("Key", "key"));
            output.Line("Save the key now: it is not shown again. Every service accepts it within 5 seconds.");
        });
    }

    private static Command Revoke(Option<OutputFormat> format, Option<string?> feed)
    {
        var id = new Argument<Guid>("ID") { Description = "The id as list shows it" };
        var command = new Command("revoke", "Revokes a key. Every service refuses it within 5 seconds.") { id };
        return command.Does(format, async (parsed, client, output, ct) =>
        {
            await client.SendAsync(HttpMethod.Delete, $"{PathOf(parsed.GetValue(feed))}/{parsed.GetValue(id)}", null, ct);
            output.Line($"Revoked {parsed.GetValue(id)}");
        });
    }

    private static string PathOf(string? feed) => feed is null ? "/v1/keys" : $"/v1/feeds/{Uri.EscapeDataString(feed)}/keys";
}
