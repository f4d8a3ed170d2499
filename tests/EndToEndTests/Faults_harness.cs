using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>The short form of the program in tests/Faults, which kills every service and, where they are processes here, the servers too.</summary>
public sealed class Faults_harness
{
    private static readonly string Build = AppContext.BaseDirectory.TrimEnd('/');

    [Fact]
    public async Task Every_process_killed_once_under_load_loses_nothing_and_tells_the_truth()
    {
        var program = Path.Combine(Build, "../../Faults", Path.GetFileName(Build), "Faults.dll");
        string[] arguments = [program, "--reports", "20000", "--seed", "1", "--seconds-between-kills", "2", "--kills", "6"];

        var ended = await ChildProcess.RunAsync(Machine.Dotnet, arguments, TimeSpan.FromMinutes(3));

        ended.ShouldNotBeNull("it ends in time");
        TestContext.Current.TestOutputHelper?.WriteLine(ended.Value.Output);
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
    }
}
