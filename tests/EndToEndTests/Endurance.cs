using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Short versions of the runs in tests/Faults that watch Ingestion's memory.</summary>
[Trait("Servers", "any")]
public sealed class Endurance
{
    private static readonly string Build = AppContext.BaseDirectory.TrimEnd('/');

    [Fact]
    public Task Mutated_events_are_answered_without_a_server_error_and_come_back_equal_where_they_are_taken() =>
        EndsWellAsync("mutate", "--events", "5000");

    [Fact]
    public Task A_long_upload_is_stored_whole_and_does_not_gather_in_memory() => EndsWellAsync("upload", "--megabytes", "60");

    private static async Task EndsWellAsync(params string[] run)
    {
        var program = Path.Combine(Build, "../../Faults", Path.GetFileName(Build), "Faults.dll");

        var ended = await ChildProcess.RunAsync(Machine.Dotnet, [program, .. run], TimeSpan.FromMinutes(15));

        ended.ShouldNotBeNull("the run ends in time");
        TestContext.Current.TestOutputHelper?.WriteLine(ended.Value.Output);
        ended.Value.Code.ShouldBe(0, ended.Value.Output);
    }
}
