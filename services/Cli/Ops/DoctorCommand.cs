using System.CommandLine;
using System.IO.Compression;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Cli.Ops.Status;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl doctor</c>: collects what a remote helper needs, in one file without secrets.</summary>
internal static class DoctorCommand
{
    private const int LogLines = 200;
    private static readonly string[] ServiceLogs = ["ingestion.log", "eventstore.log", "projections.log", "query.log"];
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true,
    };

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var file = new Option<string?>("--to-file") { Description = "The archive; default: eventplatform-doctor-TIME.zip" };
        var logs = new Option<string>("--logs") { Description = "Folder of the logs", DefaultValueFactory = _ => ".data/logs" };
        return new Command("doctor",
            "Collects versions, health, positions, settings without secrets " +
            $"and the last {LogLines} lines of each service's log into one archive.")
        {
            format, file, logs,
        }.Does(format, async (parsed, output, ct) =>
        {
            var status = await StatusLook.NowAsync(ct);
            var path = parsed.GetValue(file) ?? $"eventplatform-doctor-{TimeProvider.System.GetUtcNow():yyyyMMdd-HHmmss}.zip";
            var entries = new List<string>();
            await using (var archive = new ZipArchive(Create(path), ZipArchiveMode.Create))
            {
                foreach (var (name, text) in Texts(status).Concat(Logs(parsed.GetValue(logs)!)))
                {
                    await using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                    await writer.WriteAsync(text.AsMemory(), ct);
                    entries.Add(name);
                }
            }

            var contents = new JsonArray([.. entries.Select(entry => JsonValue.Create(entry))]);
            output.Fields(new JsonObject { ["archive"] = path, ["contents"] = contents, ["verdict"] = status.Verdict },
                ("Archive", "archive"), ("Contents", "contents"), ("Verdict", "verdict"));
            return ExitCode.Done;
        });
    }

    private static FileStream Create(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}");
        }
    }

    private static IEnumerable<(string Name, string Text)> Texts(StatusLook status)
    {
        yield return ("status.json", status.All.ToJsonString(Readable));
        yield return ("versions.txt",
            $"""
            eventctl {typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}
            .NET {Environment.Version}
            {Environment.OSVersion}, {Environment.ProcessorCount} processors

            """);
        yield return ("settings.txt",
            string.Concat(Settings.Addresses.Select(name => $"{name}={AddressIn(name)}\n")));
    }

    private static string AddressIn(string variable) =>
        Uri.TryCreate(Environment.GetEnvironmentVariable(variable), UriKind.Absolute, out var address) ? Settings.WithoutUser(address) : "";

    /// <summary>Only the logs of services, which contain no secrets. The logs of the servers may quote a statement with one.</summary>
    private static IEnumerable<(string Name, string Text)> Logs(string folder) => ServiceLogs
        .Select(log => Path.Combine(folder, log)).Where(File.Exists).Select(path => ($"logs/{Path.GetFileName(path)}", End(path)));

    private static string End(string path)
    {
        try
        {
            return string.Join('\n', File.ReadLines(path).TakeLast(LogLines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The log cannot be read: {e.Message}";
        }
    }
}
