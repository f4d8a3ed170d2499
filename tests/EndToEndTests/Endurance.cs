using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>The short form of a run in tests/Faults that watches Ingestion's memory.</summary>
public sealed class Endurance
{
    private static readonly string Build = AppContext.BaseDirectory.TrimEnd('/');

    [Fact]
    public async Task Mutated_events_are_answered_without_a_server_error_and_come_back_equal_where_they_are_taken()
    {
        var program = Path.Combine(Build, "../../Faults", Path.GetFileName(Build), "Faults.dll");

        var ended = await ChildProcess.RunAsync(Machine.Dotnet, [program, "mutate", "--events", "5000"], TimeSpan.FromMinutes(4));

        ended.ShouldNotBeNull("it ends in time");
        TestContext.Current.TestOutputHelper?.WriteLine(ended.Value.Output);
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
    }
}
