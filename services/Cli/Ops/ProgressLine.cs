using System.Globalization;

namespace EventPlatform.Cli.Ops;

/// <summary>How far a long command is, its rate and the time that is left, every two seconds on standard error.</summary>
/// <param name="what">What is counted, such as <c>position</c>.</param>
internal sealed class ProgressLine(string what, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private (long Time, long Done)? first;
    private long said;

    /// <summary>What was done before the first call counts for no rate.</summary>
    public async Task SayAsync(long done, long total)
    {
        if (first is not { } began)
        {
            (first, said) = ((time.GetTimestamp(), done), time.GetTimestamp());
            return;
        }

        if (time.GetElapsedTime(said) < Every) return;
        said = time.GetTimestamp();
        var rate = (done - began.Done) / time.GetElapsedTime(began.Time).TotalSeconds;
        var left = rate > 0 ? string.Create(CultureInfo.InvariantCulture, $", {(total - done) / rate:0} s left") : "";
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what} {done} of {total}, {rate:0}/s{left}"));
    }
}
