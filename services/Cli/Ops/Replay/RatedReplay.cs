using System.Text.Json;
using System.Text.Encodings.Web;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>Sends events in order, at a limited rate, and writes a checkpoint after each batch.</summary>
internal sealed class RatedReplay(LogStretch stretch, IReplayTarget target, int rate, TimeProvider time)
{
    private const int BatchSize = 100;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The number of events sent, including those of the interrupted runs before.</returns>
    public async Task<long> RunAsync(ReplayCheckpoint done, string path, CancellationToken ct)
    {
        Keep(done, path); // before the first event, so that the same command continues after any interruption
        var (began, sent, progress) = (time.GetTimestamp(), 0L, new ProgressLine("position", time));
        await progress.SayAsync(done.Position, done.Last);
        while (done.Position < done.Last)
        {
            var (events, next) = await stretch.ReadAsync(done.Position, done.Last, ct);
            foreach (var batch in events.Chunk(Math.Min(BatchSize, rate)))
            {
                foreach (var one in batch) one["replay"] = true;
                await target.SendAsync([.. batch.Select(one => one.ToJsonString(OneLine))], ct);
                sent += batch.Length;
                done = Keep(
                    done with { Position = (long)batch[^1]["position"]!, Bytes = target.Bytes, Events = done.Events + batch.Length }, path);
                var due = TimeSpan.FromSeconds((double)sent / rate) - time.GetElapsedTime(began);
                if (due > TimeSpan.Zero) await Task.Delay(due, time, ct);
            }

            done = Keep(done with { Position = next }, path);
            await progress.SayAsync(done.Position, done.Last);
        }

        File.Delete(path); // so that the same command starts a new replay
        return done.Events;
    }

    private static ReplayCheckpoint Keep(ReplayCheckpoint checkpoint, string path)
    {
        checkpoint.Write(path);
        return checkpoint;
    }
}
