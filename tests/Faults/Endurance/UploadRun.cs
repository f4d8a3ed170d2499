using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using EventPlatform.Faults.Checks;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.Faults.Endurance;

/// <summary>One request with very many lines. Most have about 1 kB, one in a hundred has 20 kB, and one in a thousand 200 kB.</summary>
internal sealed class UploadRun(Installation installation)
{
    public const string Argument = "upload";
    private const string Number = "0000000000";
    private const double Megabyte = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly List<(byte[] Line, int IdAt)> templates = Templates();
    private long lines;
    private long bytes;

    public async Task<List<Check>> RunAsync(int megabytes)
    {
        using var http = installation.Ingestion.Client(Role.Feed);
        http.Timeout = Patience;
        var watch = Stopwatch.StartNew();
        using var answer = await http.PostEventsAsync(new Upload(body => WriteAsync(body, (long)(megabytes * Megabyte))));
        var seconds = watch.Elapsed.TotalSeconds;
        var told = await answer.JsonAsync();
        Console.WriteLine(
            $"{bytes / Megabyte:0} MB, {lines} lines, answered after {seconds:0.0} s: {bytes / Megabyte / seconds:0.0} MB/s, {lines / seconds:0} lines/s");
        return
        [
            new("answered with", $"{(int)HttpStatusCode.Accepted}", $"{(int)answer.StatusCode}"),
            new("lines accepted", $"{lines}", $"{told["accepted"]}"),
            new("lines stored", $"{lines}", $"{await StoredAsync()}"),
        ];
    }

    private async Task WriteAsync(Stream body, long length)
    {
        while (bytes < length)
        {
            var (line, at) = templates[(int)(lines % templates.Count)];
            Encoding.ASCII.GetBytes((++lines).ToString(Number, CultureInfo.InvariantCulture), line.AsSpan(at));
            await body.WriteAsync(line);
            bytes += line.Length;
        }
    }

    private async Task<long> StoredAsync()
    {
        var stored = 0L;
        try
        {
            await Eventually.Be("all is stored",
                async () => (stored = await installation.Workspace.ScalarAsync<long>("select count(*) from log.inbox")) == lines, Patience);
        }
        catch (TimeoutException)
        {
            // the check reports how many are stored
        }

        return stored;
    }

    private static List<(byte[] Line, int IdAt)> Templates()
    {
        var random = new Random(1);
        var reports = new LoadReports(feed: 1, companies: 1_000);
        return [.. Enumerable.Range(1, 1_000).Select(number =>
        {
            var report = reports.Next(number);
            report["id"] = Number;
            report["data"]!["evidence"] = new System.Text.Json.Nodes.JsonObject { ["quote"] = new string('q', random.Next(1_500)) };
            if (number % 100 == 0) report["data"]!["page"] = new string('p', number % 1_000 == 0 ? 200_000 : 20_000);
            var line = report.ToJsonString() + "\n";
            return (Encoding.UTF8.GetBytes(line), line.IndexOf(Number, StringComparison.Ordinal));
        })];
    }
}
