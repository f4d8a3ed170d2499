using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Deploy;

/// <summary>What <c>deploy/backup</c> and <c>deploy/restore</c> do with the database.</summary>
[Trait("Servers", "any")]
public sealed class Backups : IAsyncLifetime
{
    private const int Reports = 500;
    private readonly TestServers servers = new() { Native = true }; // which have PostgreSQL's programs beside them
    private readonly ImportingPlatform platform;

    public Backups() => platform = new(servers);

    private string BackupFile => Path.Combine(platform.Files, "platform.dump");

    public async ValueTask InitializeAsync()
    {
        await servers.InitializeAsync();
        await platform.InitializeAsync();
        await platform.PostAsync(Enumerable.Range(1, Reports).Select(number => Events.Funding($"Kept {number % 20}", $"kept-{number}")));
        await platform.SettleAsync(Reports);
    }

    [Fact]
    public async Task What_is_lost_after_a_backup_is_there_again_after_its_restore_and_the_platform_goes_on()
    {
        var (export, facts) = (await ExportAsync("before"), await platform.GetTextAsync("/v1/facts?limit=100"));
        (await RunAsync($"write_backup {BackupFile}; echo $backup_position")).ShouldBe($"{Reports}");
        (await platform.Workspace.ScalarAsync<long>("select count(*) from audit.entries where action = 'backed-up'")).ShouldBe(1);
        await platform.Workspace.ScalarAsync<object>("delete from log.mt_events where seq_id > 100");
        await platform.Workspace.ScalarAsync<object>("drop schema read_1 cascade");

        foreach (var service in platform.Services) await service.StopAsync();
        platform.Workspace.Postgres.Clear();
        var before = await RunAsync($"check_backup {BackupFile}; restore_backup {BackupFile}; echo $database_before");
        await Task.WhenAll(platform.Services.Select(service => service.StartReadyAsync()));

        (await ExportAsync("after")).ShouldBe(export);
        (await platform.GetTextAsync("/v1/facts?limit=100")).ShouldBe(facts);
        (await RunAsync($"sql {before} 'select count(*) from log.mt_events where not is_archived'")).ShouldBe("100", "the database of before is kept");
        await platform.PostAsync([Events.Funding("Kept 1", "kept-later")]);
        await Eventually.Be("what is posted then is stored", async () =>
            await platform.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events") == Reports + 1);
        await RunAsync($"sql postgres 'drop database {before}'");
    }

    [Fact]
    public async Task A_backup_that_was_cut_off_is_refused_and_the_database_stays()
    {
        await RunAsync($"write_backup {BackupFile}");
        await using (var file = File.OpenWrite(BackupFile)) file.SetLength(file.Length - 100);

        (await RunAsync($"(check_backup {BackupFile}) 2>&1 || true")).ShouldContain("is not what");
        (await RunAsync($"restore_backup {BackupFile} >/dev/null 2>&1 || echo refused")).ShouldBe("refused");

        (await platform.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events")).ShouldBe(Reports);
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        await servers.DisposeAsync();
    }

    private async Task<byte[]> ExportAsync(string name)
    {
        var path = Path.Combine(platform.Files, $"{name}.ndjson");
        await platform.EventCtlAsync(0, "export", path);
        return await File.ReadAllBytesAsync(path);
    }

    /// <summary>As the scripts do natively, on the database of the test.</summary>
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
