using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>What a run is at, for whoever shows it.</summary>
internal sealed class RunProgress(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();
    private InputFile? file;

    public Counts Counts { get; } = new();

    public long TotalBytes { get; set; }

    public long BytesBefore { get; set; }

    /// <summary>Why it stands still, where it does.</summary>
    public string? Waiting { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(began);

    public double RowsPerSecond => Counts.Read / Math.Max(0.001, Elapsed.TotalSeconds);

    /// <summary>From 0 to 1.</summary>
    public double Share => TotalBytes == 0 ? 0 : Math.Min(1, (BytesBefore + (file?.Position ?? 0)) / (double)TotalBytes);

    public TimeSpan? Left => Share is > 0.01 and var share ? Elapsed * ((1 - share) / share) : null;

    public void Begin(InputFile next) => file = next;

    public void End(InputFile done)
    {
        BytesBefore += done.Length;
        file = null;
    }

    public override string ToString() =>
        $"{Plural.Of(Counts.Read, "row")}, {RowsPerSecond:N0}/s, {Counts.Refused:N0} refused{(Left is { } left && Share < 1 ? $", {left:mm\\:ss} left" : "")}{(Waiting is { } why ? $" - {why}" : "")}";
}
