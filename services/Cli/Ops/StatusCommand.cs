using System.CommandLine;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl status</c>: whether the platform works, on one screen.</summary>
internal static class StatusCommand
{
    private const string ClearScreen = "\u001b[H\u001b[2J";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var watch = new Option<bool>("--watch") { Description = "Look again every two seconds, until it is interrupted" };
        return new Command("status",
            $"Whether the platform works: services, queues, generations, failures. Ends with {ExitCode.NotWell} if something is wrong.")
        {
            format, watch,
        }.Does(format, async (parsed, output, ct) =>
        {
            while (true)
            {
                var status = await PlatformStatus.LookAsync(ct);
                if (parsed.GetValue(watch)) output.Line($"{ClearScreen}{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
                Write(output, status);
                if (!parsed.GetValue(watch)) return status.Problems.Count == 0 ? ExitCode.Done : ExitCode.NotWell;
                await Task.Delay(Every, ct);
            }
        });
    }

    private static void Write(Output output, PlatformStatus status)
    {
        if (output.IsJson)
        {
            output.Json(status.All);
            return;
        }

        output.Line(status.Verdict);
        foreach (var problem in status.Problems) output.Line($"  {problem}");
        output.Table(status.All["services"]!.AsArray(), areMore: false, ("Service", "service"), ("Status", "status"), ("Why", "why"));
        if (Items(status, "queues") is { } queues)
            output.Table(queues, areMore: false,
                ("Queue", "queue"), ("Ready", "ready"), ("Taken", "taken"), ("Oldest (s)", "oldestSeconds"), ("Consumers", "consumers"));
        if (Items(status, "generations") is { } generations)
            output.Table(generations, areMore: false, GenerationsCommand.Fields);
    }

    private static JsonArray? Items(PlatformStatus status, string name) => status.All[name]?["items"]?.AsArray();
}
