using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops.Status;

/// <summary><c>eventctl status</c>: shows on one screen whether the platform works.</summary>
internal static class StatusCommand
{
    private const string ClearScreen = "\u001b[H\u001b[2J";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var watch = new Option<bool>("--watch") { Description = "Refresh every two seconds until interrupted" };
        return new Command("status",
            "Shows problems and what to do about them, services, queues, generations and sizes. " +
            $"Exit code {ExitCode.NotWell} if there is a problem.")
        {
            format, watch,
        }.Does(format, async (parsed, output, ct) =>
        {
            while (true)
            {
                var status = await StatusLook.NowAsync(ct);
                if (parsed.GetValue(watch)) output.Line($"{ClearScreen}{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z");
                Write(output, status);
                if (!parsed.GetValue(watch)) return status.Problems.Count == 0 ? ExitCode.Done : ExitCode.NotWell;
                await Task.Delay(Every, ct);
            }
        });
    }

    private static void Write(Output output, StatusLook status)
    {
        if (output.IsJson)
        {
            output.Json(status.All);
            return;
        }

        output.Line(status.Verdict);
        foreach (var (severity, problem, advice) in status.Problems)
        {
            output.Line($"  {severity}: {problem}");
            output.Line($"      -> {StatusLook.Do(advice)}");
        }

        output.Table(status.All["services"]!.AsArray(), areMore: false,
            ("Service", "service"), ("Status", "status"), ("Not healthy", "checks"));
        Table("queues",
            ("Queue", "queue"), ("Ready", "ready"), ("Taken", "taken"), ("Oldest (s)", "oldestSeconds"), ("Consumers", "consumers"));
        Table("generations", GenerationsCommand.Fields);
        WriteSizes(output, status.All);
        WriteRefused(output, status.All);

        void Table(string name, params (string, string)[] columns)
        {
            if (status.All[name]?["items"] is JsonArray rows) output.Table(rows, areMore: false, columns);
            else output.Line($"The {name} are unknown: see above.");
        }
    }

    private static void WriteSizes(Output output, JsonObject all)
    {
        if (all["sizes"]?["reports"] is { } reports)
        {
            var (sizes, backup) = (all["sizes"]!, all["sizes"]!["lastBackup"]);
            var growth = (double)sizes["bytesPerReport"]! * (long)sizes["reportsLastDay"]!;
            output.Line(string.Create(CultureInfo.InvariantCulture,
                $"Log:     {reports} reports, {sizes["reportsLastDay"]} in the last 24 hours; " +
                $"database: {Megabytes((double)sizes["databaseBytes"]!)}, growing by {Megabytes(growth)} a day"));
            output.Line(backup is null
                ? "Backup:  none yet: deploy/backup"
                : $"Backup:  {Output.Cell(backup, "at")}, up to position {backup["position"]}");
        }

        foreach (var disk in all["disks"]!.AsArray())
            output.Line(
                $"Disk:    {Megabytes((long)disk!["freeBytes"]!)} of {Megabytes((long)disk["totalBytes"]!)} are free at {disk["folder"]}");
    }

    /// <summary>A refused event is not a problem of the platform, but its sender may be waiting for it.</summary>
    private static void WriteRefused(Output output, JsonObject all)
    {
        foreach (var sender in all["refused"]?["senders"] as JsonArray ?? [])
            output.Line(
                $"Refused: events of {sender!["sender"]}, the last at {Output.Cell(sender, "last")}: {sender["why"]} " +
                $"({Part("feedsendsbadevents")})");
        foreach (var key in all["refused"]?["keys"] as JsonArray ?? [])
            output.Line(
                $"Refused: the {Reason(key!)} key of {key!["who"]}, {key["requests"]} requests in the last hour ({Part("keys")})");

        static string Part(string part) => $"docs/operations.md#{part}";
        static string Reason(JsonNode key) => (string?)key["reason"] == "role" ? "insufficient" : $"{key["reason"]}";
    }

    private static string Megabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.#} MB");
}
