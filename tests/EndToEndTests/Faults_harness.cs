using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Short versions of the runs in tests/Faults, which kill every service and the servers too.</summary>
public sealed class Faults_harness
{
    private static readonly string Build = AppContext.BaseDirectory.TrimEnd('/');

    [Fact]
    [Trait("Servers", "newest")]
    public Task Every_process_killed_once_under_load_loses_nothing_and_tells_the_truth() =>
        AllHolds("--reports", "20000", "--seed", "1", "--seconds-between-kills", "2", "--kills", "6");

    [Theory]
    [Trait("Servers", "any")]
    [InlineData("database")]
    [InlineData("broker")]
    public Task A_server_away_under_load_loses_nothing_keeps_order_and_all_catches_up_by_itself(string server) =>
        AllHolds("--outage", server, "--seconds", "6");

    private static async Task AllHolds(params string[] arguments)
    {
        var program = Path.Combine(Build, "../../Faults", Path.GetFileName(Build), "Faults.dll");

        var ended = await ChildProcess.RunAsync(Machine.Dotnet, [program, .. arguments], TimeSpan.FromMinutes(15));

        ended.ShouldNotBeNull("the run ends in time");
        TestContext.Current.TestOutputHelper?.WriteLine(ended.Value.Output);
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
    }
}
