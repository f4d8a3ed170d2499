namespace EventPlatform.EndToEndTests;

/// <summary>Tests on a running platform. A failed test shows the logs of the services.</summary>
public abstract class EndToEnd(Platform platform) : IClassFixture<Platform>, IAsyncDisposable
{
    protected Platform Platform { get; } = platform;

    public ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(Platform.Log);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
