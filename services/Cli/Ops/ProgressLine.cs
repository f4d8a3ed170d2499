using System.Globalization;

namespace EventPlatform.Cli.Ops;

/// <summary>Prints the progress of a long command, its rate and the time left to standard error, every two seconds.</summary>
/// <param name="what">The counted unit, such as <c>position</c>.</param>
internal sealed class ProgressLine(string what, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private (long Time, long Done)? first;
    private long said;

    /// <summary>The rate excludes what was done before the first call.</summary>
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
