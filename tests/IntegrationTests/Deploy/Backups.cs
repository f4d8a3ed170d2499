using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Deploy;

/// <summary>The database part of <c>deploy/backup</c> and <c>deploy/restore</c>.</summary>
[Trait("Servers", "any")]
public sealed class Backups(SavedPlatform saved) : IClassFixture<SavedPlatform>
{
    private readonly ImportingPlatform platform = saved.Platform;

    private string BackupFile { get; } = Path.Combine(saved.Platform.Files, $"{Path.GetRandomFileName()}.dump");

    [Fact]
    public async Task What_is_lost_after_a_backup_is_there_again_after_its_restore_and_the_platform_goes_on()
    {
        var (reports, backups) = (await EndAsync(), await BackupsAsync());
        var (export, facts) = (await ExportAsync("before"), await platform.GetTextAsync("/v1/facts?limit=100"));
        (await RunAsync($"write_backup {BackupFile}; echo $backup_position")).ShouldBe($"{reports}");
        (await BackupsAsync()).ShouldBe(backups + 1);
        await platform.Workspace.ScalarAsync<object>("delete from log.mt_events where seq_id > 100");
        await platform.Workspace.ScalarAsync<object>("drop schema read_1 cascade");

        foreach (var service in platform.Services) await service.StopAsync();
        platform.Workspace.Postgres.Clear();
        var before = await RunAsync($"check_backup {BackupFile}; restore_backup {BackupFile}; echo $database_before");
        await Task.WhenAll(platform.Services.Select(service => service.StartReadyAsync()));

        (await ExportAsync("after")).ShouldBe(export);
        (await platform.GetTextAsync("/v1/facts?limit=100")).ShouldBe(facts);
        (await RunAsync($"sql {before} 'select count(*) from log.mt_events where not is_archived'"))
            .ShouldBe("100", "the restore keeps the previous database");
        await platform.PostAsync([Events.Funding("Kept 1", "kept-later")]);
        await Eventually.Be("a report posted after the restore is stored", async () => await EndAsync() == reports + 1);
        await RunAsync($"sql postgres 'drop database {before}'");
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_is_refused_and_the_database_stays()
    {
        var reports = await EndAsync();
        await RunAsync($"write_backup {BackupFile}");
        await using (var file = File.OpenWrite(BackupFile)) file.SetLength(file.Length - 100);

        (await RunAsync($"(check_backup {BackupFile}) 2>&1 || true")).ShouldContain("is not what");
        (await RunAsync($"restore_backup {BackupFile} >/dev/null 2>&1 || echo refused")).ShouldBe("refused");

        (await EndAsync()).ShouldBe(reports);
    }

    private Task<long> BackupsAsync() =>
        platform.Workspace.ScalarAsync<long>("select count(*) from audit.entries where action = 'backed-up'");

    private Task<long> EndAsync() => platform.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events");

    private async Task<byte[]> ExportAsync(string name)
    {
        var path = Path.Combine(platform.Files, $"{name}.ndjson");
        await platform.EventCtlAsync(0, "export", path);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>Runs a script with the functions of deploy/lib in native mode, on the test's database.</summary>
    private async Task<string> RunAsync(string script)
    {
        var postgres = new NpgsqlConnectionStringBuilder(platform.Workspace.PostgresConnection);
        var prologue = $"set -euo pipefail; root={Machine.Repository} data={platform.Files}; "
            + "for part in steps values programs keys backup; do . $root/deploy/lib/$part.sh; done; "
            + $"mode=native POSTGRES_PORT={postgres.Port} POSTGRES_PASSWORD='{postgres.Password}' database={postgres.Database}; ";
        var ended = await ChildProcess.RunAsync("bash", ["-c", prologue + script], TimeSpan.FromSeconds(120));
        ended.ShouldNotBeNull();
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
        return ended.Value.Output.Trim();
    }
}
