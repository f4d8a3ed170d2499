using System.CommandLine;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl streams</c>: lists the streams of the log.</summary>
internal static class StreamsCommand
{
    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var prefix = new Option<string?>("--prefix") { Description = "Only streams whose names start with this" };
        var limit = OpsAction.LimitOption();
        return new Command("streams", "Lists the streams of the log by name, one for each company key, with the number of reports in each.")
        {
            format, prefix, limit,
        }.Does(format, async (parsed, client, output, ct) =>
        {
            var (streams, areMore) = await client.ListAsync(
                "/v1/streams", [("prefix", parsed.GetValue(prefix))], parsed.GetValue(limit), ct);
            output.Table(streams, areMore, ("Stream", "stream"), ("Reports", "reports"), ("Last stored", "lastAt"));
        });
    }
}
