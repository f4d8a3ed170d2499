using EventPlatform.Hosting.Access;
using EventPlatform.IntegrationTests.Import;
using EventPlatform.Servers;
using Npgsql;

namespace EventPlatform.IntegrationTests.Operating;

/// <summary><c>eventctl export</c> and <c>restore</c>.</summary>
[Trait("Servers", "any")]
public sealed class Exporting(TestServers servers, ImportingPlatform from) : IClassFixture<ImportingPlatform>, IAsyncLifetime
{
    private const int Reports = 12_000;
    private const int Companies = 300;

    private readonly ImportingPlatform to = new(servers);

    private string ExportFile => Path.Combine(from.Files, "log.ndjson");

    public async ValueTask InitializeAsync()
    {
        await to.InitializeAsync();
        if (await EndAsync(from) > 0) return;
        await from.PostAsync(
            Enumerable.Range(1, Reports).Select(number => Events.Funding($"Exported {number % Companies}", $"exported-{number}")));
        await from.SettleAsync(Reports);
        await from.EventCtlAsync(0, "feeds", "create", "press", "--source", "/feeds/press", "--trust", "7");
        await from.PostAsync([Events.Funding("Something else", "exported-1")]); // a dead letter
        await from.Workspace.ScalarAsync<object>("select nextval('log.mt_events_sequence')"); // a tombstone
        await Eventually.Be("the dead letter and the tombstone are there", async () => await from.Workspace.ScalarAsync<bool>(
            "select exists (select from log.dead_letters) and exists (select from log.mt_events where is_archived)"));
    }

    [Fact]
    public async Task An_installation_that_is_restored_from_an_export_answers_as_the_one_before_through_kills()
    {
        await ExportThroughAKillAsync();
        await to.EventCtlAsync(0, "maintenance", "on", "--reason", "a restore");
        (await to.EventCtlAsync(0, "restore", ExportFile, "--dry-run")).ShouldContain($"{Reports + 2}");
        (await EndAsync(to)).ShouldBe(0);
        await RestoreThroughKillsAsync();
        await to.EventCtlAsync(0, "restore", ExportFile); // changes nothing

        var again = Path.Combine(to.Files, "again.ndjson");
        await to.EventCtlAsync(0, "export", again);
        (await File.ReadAllBytesAsync(again)).ShouldBe(await File.ReadAllBytesAsync(ExportFile));
        await to.EventCtlAsync(0, "maintenance", "off");
        await AnswersAreEqualAsync();
        using var feed = to.Services[0].Client(Role.Feed);
        await Eventually.Be("posts are accepted again", async () =>
            (await feed.PostEventsAsync(Events.Lines(
                [Events.Funding("Exported 1", "exported-later"), Events.Funding("Exported 2", "exported-2")]))).IsSuccessStatusCode);
        await Eventually.Get("the next report comes after the restored log", () => EndAsync(to), end => end == Reports + 3);
    }

    [Fact]
    public async Task What_cannot_be_restored_is_refused_and_changes_nothing()
    {
        var file = Path.Combine(to.Files, "small.ndjson");
        await from.EventCtlAsync(0, "export", file);
        await RefusedAsync("Maintenance is off", file);
        await to.EventCtlAsync(0, "maintenance", "on", "--reason", "a restore");
        var lines = await File.ReadAllLinesAsync(file);
        await RefusedAsync("was changed", await WriteAsync([.. lines[..^1], lines[^2], lines[^1]]));
        await RefusedAsync("is not complete", await WriteAsync(lines[..^1]));
        await RefusedAsync("is not an export", await WriteAsync(lines[1..]));
        await RefusedAsync("cannot be read", Path.Combine(to.Files, "none.ndjson"));

        using var ops = to.EventStore.Client(Role.Ops);
        (await PostAsync(ops, lines[2])).ShouldContain("Position 1 must come next");
        (await PostAsync(ops, lines[1], lines[3])).ShouldContain("does not follow 1");
        (await PostAsync(ops, lines[1].Replace("Exported", "Imported"))).ShouldContain("its content is not what its hash says");
        (await PostAsync(ops, "{\"row\": {}, \"table\": \"access.keys\"}")).ShouldContain("is not part of an export");
        (await PostAsync(ops, "nothing")).ShouldContain("is not a line of an export");
        (await EndAsync(to)).ShouldBe(0);
        (await RestoreOverAsync(file)).ShouldContain("The log contains something else at position 1.");

        async Task RefusedAsync(string says, string path) => (await to.EventCtlAsync(1, "restore", path)).ShouldContain(says);
    }

    [Fact]
    public async Task An_export_is_continued_only_in_a_file_of_its_own()
    {
        var other = await WriteAsync(["something"]);
        (await from.EventCtlAsync(1, "export", other)).ShouldContain("is not an export");
        (await File.ReadAllTextAsync(other)).ShouldBe("something\n");
        var whole = Path.Combine(to.Files, "whole.ndjson");
        await from.EventCtlAsync(0, "export", whole);
        (await from.EventCtlAsync(1, "export", whole)).ShouldContain("complete");
        var lines = await File.ReadAllLinesAsync(whole);
        var ofAnotherLog = await WriteAsync([lines[0], lines[1].Replace("Exported", "Imported")]);
        (await from.EventCtlAsync(1, "export", ofAnotherLog)).ShouldContain("is of another log");
        await RefusesWhatFollowsTheEndAsync(lines);
    }

    public ValueTask DisposeAsync() => to.DisposeAsync();

    private async Task RefusesWhatFollowsTheEndAsync(string[] lines) =>
        (await to.EventCtlAsync(1, "restore", "--dry-run", await WriteAsync([.. lines, lines[1]]))).ShouldContain("was changed");

    /// <summary>Exports through a kill, after which the file is cut as if its end had not reached the disk.</summary>
    private async Task ExportThroughAKillAsync()
    {
        await using (await LockAsync(from, "lock table log.redrives"))
        {
            await using var first = from.EventCtl(Role.Ops, "export", ExportFile);
            await Eventually.Be("all reports are written",
                () => File.Exists(ExportFile) && new FileInfo(ExportFile).Length > Reports * 300);
            await first.KillAsync();
        }

        await using (var file = File.OpenWrite(ExportFile)) file.SetLength(file.Length / 2);
        await from.EventCtlAsync(0, "export", ExportFile);
    }

    /// <summary>
    /// Restores through two kills: of eventctl between two stretches, then of the EventStore in the middle of a transaction.
    /// </summary>
    private async Task RestoreThroughKillsAsync()
    {
        await using (await LockAsync(to, "lock table access.feeds"))
        {
            await using (var first = to.EventCtl(Role.Ops, "restore", ExportFile))
            {
                await Eventually.Be("part of the log is restored", async () => await EndAsync(to) > 0);
                await first.KillAsync();
            }

            await using var second = to.EventCtl(Role.Ops, "restore", ExportFile);
            await Eventually.Be("the last stretch waits for the lock", () => to.Workspace.ScalarAsync<bool>(
                "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into access.feeds%')"));
            await to.EventStore.KillAsync();
            (await second.ExitAsync()).ShouldBe(1);
            (await EndAsync(to)).ShouldBeLessThan(Reports + 2);
        }

        await to.EventStore.StartReadyAsync();
        (await to.EventCtlAsync(0, "restore", ExportFile)).ShouldContain("SHA-256");
    }

    private static async Task<NpgsqlConnection> LockAsync(ImportingPlatform platform, string sql)
    {
        var connection = await platform.Workspace.Postgres.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"begin; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection; // disposing it ends the transaction
    }

    private async Task AnswersAreEqualAsync()
    {
        var end = await from.Workspace.ScalarAsync<long>("select max(seq_id) from log.mt_events where not is_archived");
        var receipt = $"/v1/receipts?source={Uri.EscapeDataString(Events.Feed)}&id=exported-1";
        string[] questions =
        [
            $"/v1/funding/totals?groupBy=company&minPosition={end}", "/v1/facts?limit=200", $"/v1/facts?limit=200&knownAt={Reports / 2}",
            "/v1/companies?limit=200", "/v1/events?limit=500", receipt,
        ];
        foreach (var question in questions)
        {
            await Eventually.Be("the restored log is in the read tables",
                async () => await to.Workspace.ScalarAsync<long>("select position from read_1.mark") >= end);
            (await to.GetTextAsync(question)).ShouldBe(await from.GetTextAsync(question), question);
        }
    }

    private async Task<string> RestoreOverAsync(string file)
    {
        using var ops = from.EventStore.Client(Role.Ops);
        await from.EventCtlAsync(0, "maintenance", "on", "--reason", "a restore");
        var lines = await File.ReadAllLinesAsync(file);
        var answer = await PostAsync(ops, lines[1].Replace("\"version\": 1", "\"version\": 2"));
        await from.EventCtlAsync(0, "maintenance", "off");
        return answer;
    }

    private static async Task<string> PostAsync(HttpClient ops, params string[] lines)
    {
        using var answer = await ops.PostAsync(
            new Uri("/v1/log/restore", UriKind.Relative), Events.Content(string.Join('\n', lines), "application/x-ndjson"));
        ((int)answer.StatusCode).ShouldBeOneOf(400, 409);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<string> WriteAsync(string[] lines)
    {
        var path = Path.Combine(to.Files, Path.GetRandomFileName());
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }

    private static Task<long> EndAsync(ImportingPlatform platform) =>
        platform.Workspace.ScalarAsync<long>("select coalesce(max(seq_id), 0) from log.mt_events");
}
