using System.Globalization;
using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Deploy;

/// <summary>
/// The scripts of deploy/ read the contents of .data as data and never as code, whatever a crash or a full disk left there.
/// </summary>
[Trait("Servers", "any")]
public sealed class Damaged_data : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("eventplatform-deploy-");

    public Damaged_data() => root.CreateSubdirectory(".data/run");

    [Theory]
    [InlineData("", "|")]
    [InlineData("QUERY_PORT=8086\nINGESTION_PO", "|8086")]
    [InlineData("INGESTION_PORT=\nQUERY_PORT=$(touch PWNED)\n", "|")]
    [InlineData("INGESTION_PORT=8085\nQUERY_PORT=8086; touch PWNED\n", "8085|")]
    [InlineData("INGESTION_PORT=80a5\nINGESTION_PORT=8085\nQUERY_PORT=999999\n", "8085|")]
    public async Task Ports_are_those_that_can_be_read(string file, string expected)
    {
        Write("ports.env", file);

        (await RunAsync("recall_ports; echo \"$INGESTION_PORT|$QUERY_PORT\"")).ShouldBe(expected);
        File.Exists(Path.Combine(root.FullName, "PWNED")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_keeps_its_port_where_the_list_of_ports_is_lost()
    {
        Write("run/query.env", "EVENTPLATFORM_DATA='/somewhere'\nASPNETCORE_URLS='http://127.0.0.1:8090'\n");

        (await RunAsync("recall_ports; echo \"$QUERY_PORT|$INGESTION_PORT\"")).ShouldBe("8090|");
    }

    [Theory]
    [InlineData("")]
    [InlineData("FEED_KEY=0123456789abcdef0123456789abcdef0123456789abcdef\nREAD_KEY=0123")]
    [InlineData("FEED_KEY=0123456789abcdef0123456789abcdef0123456789abcdef\nOPS_KEY=`id`\n\0\0\0")]
    public async Task Secrets_that_are_cut_off_are_made_anew_and_the_others_stay(string file)
    {
        Write("secrets.env", file);

        var first = (await RunAsync("use_secrets >/dev/null; echo \"$FEED_KEY $READ_KEY $OPS_KEY $POSTGRES_PASSWORD\"")).Split(' ');
        var again = (await RunAsync("use_secrets; echo \"$FEED_KEY $READ_KEY $OPS_KEY $POSTGRES_PASSWORD\"")).Split(' ');

        first.ShouldAllBe(secret => secret.Length == 48);
        again.ShouldBe(first);
        if (file.Length > 0) first[0].ShouldBe("0123456789abcdef0123456789abcdef0123456789abcdef");
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("self 5")]
    [InlineData("1")]
    [InlineData("-1 5")]
    [InlineData("../../1 5 5")]
    public async Task A_pid_file_that_names_no_process_names_none(string file)
    {
        Write("run/query.pid", file);

        (await RunAsync("live_pid \"$data/run/query.pid\" || echo none")).ShouldBe("none");
    }

    [Fact]
    public async Task A_process_is_found_by_the_mark_of_its_installation_and_another_is_left_alone()
    {
        Write("run/query.pid", "garbage");
        await using var own = Sleeping("Query.dll", Data);
        await using var other = Sleeping("Query.dll", "/another/installation/.data");
        await using var shell = Sleeping("editor", Data);
        var pid = own.Id.ToString(CultureInfo.InvariantCulture);

        await Eventually.Get("the process is found", () => RunAsync("running_pid query || echo none"), found => found == pid);
        File.ReadAllText(Path.Combine(Data, "run/query.pid")).ShouldStartWith(pid);
        await RunAsync("stop_process query TERM");

        await own.ExitAsync();
        (other.HasExited, shell.HasExited).ShouldBe((false, false));
        (await RunAsync("running_pid query || echo none")).ShouldBe("none");
    }

    [Fact]
    public async Task A_start_that_fails_stops_what_it_started()
    {
        await using var own = Sleeping("Query.dll", Data);
        await Eventually.Get("the process is found", () => RunAsync("running_pid query || echo none"), found => found != "none");

        (await RunAsync("(started=query mode=native; trap on_exit EXIT; fail 'It failed.' 'Try again.') >/dev/null 2>&1 || echo $?"))
            .ShouldBe("1");

        await own.ExitAsync();
    }

    [Fact]
    public async Task Children_that_a_frozen_server_leaves_are_ended_with_it()
    {
        var folder = root.CreateSubdirectory(".data/postgres/data").FullName;
        await using var server = In(folder, "/usr/lib/postgresql/bin/postgres -D data");
        await using var child = In(folder, "postgres: checkpointer");
        await using var shell = In(folder, "editor");
        await Eventually.Get("the process is found", () => RunAsync("running_pid postgres || echo none"), found => found != "none");

        await RunAsync($"kill -STOP {child.Id}; stop_process postgres INT");

        await server.ExitAsync();
        await child.ExitAsync();
        shell.HasExited.ShouldBeFalse();
    }

    [Fact]
    public async Task The_superusers_password_is_given_to_the_server_alone()
    {
        const string stubs = "postgres_bin() { echo /bin; }; native_is_running() { false; }; need_disk_space() { :; }; " +
            "choose_server_port() { POSTGRES_PORT=1; }; wait_for_server() { :; }; step() { :; }; step_done() { :; }; show_log() { :; }; " +
            "fail() { :; }; start_process() { env | grep -c ^POSTGRES_PASSWORD=secret; }; ";
        const string secrets = "made_secrets=' POSTGRES_PASSWORD' POSTGRES_PASSWORD=secret EVENTSTORE_DB_PASSWORD=1 " +
            "PROJECTIONS_DB_PASSWORD=2 QUERY_DB_PASSWORD=3 POSTGRES_PORT=''; ";

        (await RunAsync($"mkdir -p $data/logs; {stubs}{secrets}start_postgres; env | grep -c secret || true")).ShouldBe("1\n0");
    }

    [Theory]
    [InlineData("docker", "docker")]
    [InlineData("", "native")]
    [InlineData("nat", "native")]
    public async Task How_it_ran_before_is_known_where_the_note_is_lost(string file, string expected)
    {
        Write("mode", file);
        root.CreateSubdirectory(".data/postgres/data");

        (await RunAsync("mode_before")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_claim_that_a_killed_script_left_is_no_obstacle()
    {
        Write("run/starting", "999999999 5");

        (await RunAsync("take_turn; cut -d' ' -f1 \"$data/run/starting\" | grep -qx $$ && echo taken")).ShouldBe("taken");
    }

    [Fact]
    public async Task A_file_is_replaced_as_a_whole_or_not_at_all()
    {
        Write("settings.env", "CORS_ORIGINS=before\n");

        (await RunAsync("(ulimit -f 1; head -c 100000 /dev/zero | write_file \"$data/settings.env\" 644) >/dev/null 2>&1 || true; cat \"$data/settings.env\"; ls \"$data\" | wc -l"))
            .ShouldBe("CORS_ORIGINS=before\n2");
    }

    [Fact]
    public async Task Settings_of_the_operator_come_last_and_are_checked()
    {
        root.CreateSubdirectory(".data/settings");
        Write("settings/query.env", "# as many as we have dashboards\nLimits__StreamsPerKey=500\n\nLogging__LogLevel__Default=Debug");
        Write("settings/ingestion.env", "Limits__EventBytes=1\nLimits EventBytes=2\n");

        (await RunAsync("own_settings query; own_settings projections"))
            .ShouldBe("Limits__StreamsPerKey=500\nLogging__LogLevel__Default=Debug");
        (await RunAsync("(own_settings ingestion) 2>&1 || true"))
            .ShouldContain("ingestion.env has lines that are not NAME=VALUE, or contain a quotation mark: 2:Limits EventBytes=2");
    }

    public void Dispose() => root.Delete(recursive: true);

    private string Data => Path.Combine(root.FullName, ".data");

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Data, file), text);

    /// <summary>Starts a process that appears as <c>dotnet PROGRAM</c> and sleeps.</summary>
    private static ChildProcess Sleeping(string program, string mark) => new("bash", ["-c", $"exec -a 'dotnet {program}' sleep 1000"],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTPLATFORM_DATA"] = mark });

    /// <summary>Starts a process that appears under this name and sleeps in a folder.</summary>
    private static ChildProcess In(string folder, string name) => new("bash", ["-c", $"cd '{folder}'; exec -a '{name}' sleep 1000"]);

    private async Task<string> RunAsync(string script)
    {
        var deploy = Path.Combine(Machine.Repository, "deploy/lib");
        var prologue = $"set -euo pipefail; root={root.FullName} data={Data}; for part in steps values ports data keys accounts processes services node native installation; do . {deploy}/$part.sh; done; cd $root; ";
        var ended = await ChildProcess.RunAsync("bash", ["-c", prologue + script], TimeSpan.FromSeconds(60));
        ended.ShouldNotBeNull();
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
        return ended.Value.Output;
    }
}
